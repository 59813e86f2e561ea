import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LlmProvider } from '@hg/contracts'
import { errorAnswer } from '../faults/error-answers.ts'
import type { FaultStore } from '../faults/fault-store.ts'
import { credentialOf, isRefused } from '../server/credential.ts'
import { readBody } from '../server/read-body.ts'
import { field } from '../json.ts'
import { anthropicBatchBody, anthropicResults, readRequests } from './anthropic-batches.ts'
import type { BatchStore, StoredBatch } from './batch-store.ts'
import { fileBody, openAiBatchBody, openAiOutput, readInputFile } from './openai-batches.ts'

/** What faults call the batch endpoints, in the place of a model. `drop` does what was asked, and loses the answer. */
const faultsName = 'batches'

export type BatchHandling = {
  store: BatchStore
  faults: FaultStore
  /** Has a new batch worked off, unless batches are held. */
  begin: (batch: StoredBatch) => void
}

type Reply = { status: number; body: object | string }
type Asked = { req: IncomingMessage; url: URL; credential: string; provider: LlmProvider; handling: BatchHandling }

const pathPattern = /^\/v1\/(?:(files|batches)|messages\/(batches))(?:\/([\w-]+))?(?:\/(content|cancel|results))?$/

/** Answers a request to the providers' batch endpoints; false when it is for something else. */
export async function handleBatches(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  handling: BatchHandling,
): Promise<boolean> {
  const [, openAis, anthropics, id, deed] = pathPattern.exec(url.pathname) ?? []
  if (!openAis && !anthropics) return false
  const provider = anthropics ? 'anthropic' : 'openai'
  const credential = credentialOf(provider, req) ?? ''
  const set = handling.faults.take(provider, faultsName)
  const fault = isRefused(credential) ? '401' : set?.name
  const send = ({ status, body }: Reply) =>
    void res
      .writeHead(status, { 'content-type': typeof body === 'string' ? 'application/x-jsonl' : 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body))
  if (fault === 'hang') return true
  const error = fault && errorAnswer(provider, fault, set?.retryAfterS)
  if (error) {
    send(refusal(provider, error.status ?? 500, error.error.message, error.error.type))
    return true
  }
  if (fault === 'reset') {
    res.socket?.resetAndDestroy()
    return true
  }
  const asked: Asked = { req, url, credential, provider, handling }
  const reply = await (openAis === 'files' ? answerFiles(asked, id, deed) : answerBatches(asked, id, deed))
  const isNewBatch = req.method === 'POST' && openAis !== 'files' && id === undefined && reply.status === 200
  const isLost = fault === 'drop' || (isNewBatch && handling.store.losesNext)
  if (isNewBatch) handling.store.losesNext = false
  if (isLost) res.socket?.resetAndDestroy()
  else send(reply)
  return true
}

function refusal(provider: LlmProvider, status: number, message: string, type = 'invalid_request_error'): Reply {
  const error = { type, message, code: null, param: null }
  return { status, body: provider === 'anthropic' ? { type: 'error', error: { type, message } } : { error } }
}

async function answerFiles(asked: Asked, id: string | undefined, deed: string | undefined): Promise<Reply> {
  const { req, credential, handling } = asked
  const { store } = handling
  if (id === undefined) {
    if (req.method !== 'POST') return refusal('openai', 405, 'Only uploads are served here.')
    const form = await new Response(await readBody(req), {
      headers: { 'content-type': req.headers['content-type'] ?? '' },
    }).formData()
    const file = form.get('file')
    if (!(file instanceof File) || form.get('purpose') !== 'batch')
      return refusal('openai', 400, 'A file for a batch is needed.')
    return { status: 200, body: fileBody(store.addFile({ credential, name: file.name, text: await file.text() })) }
  }
  const [, batchId, which] = /^(.+)-(output|errors)$/.exec(id) ?? []
  const batch = store.batches.get(batchId ?? '')
  if (batch && batch.credential === credential && deed === 'content') {
    return { status: 200, body: openAiOutput(batch, which === 'output' ? 'output' : 'errors') }
  }
  const file = store.files.get(id)
  if (file?.credential !== credential) return refusal('openai', 404, 'No such File object.')
  if (req.method === 'DELETE') {
    store.files.delete(id)
    return { status: 200, body: { id, object: 'file', deleted: true } }
  }
  return { status: 200, body: deed === 'content' ? file.text : fileBody(file) }
}

async function answerBatches(asked: Asked, id: string | undefined, deed: string | undefined): Promise<Reply> {
  const { req, provider, credential, handling } = asked
  const bodyOf = provider === 'anthropic' ? anthropicBatchBody : openAiBatchBody
  if (id === undefined) return req.method === 'POST' ? create(asked) : list(asked)
  const batch = handling.store.batches.get(id)
  if (batch?.credential !== credential || batch.provider !== provider) return refusal(provider, 404, 'No such batch.')
  if (deed === 'cancel') batch.cancelledAt ??= batch.endedAt ? null : new Date()
  if (deed !== 'results') return { status: 200, body: bodyOf(batch) }
  if (!batch.endedAt) return refusal(provider, 404, 'The batch has no results yet.', 'not_found_error')
  return { status: 200, body: anthropicResults(batch) }
}

async function create({ req, provider, credential, handling }: Asked): Promise<Reply> {
  const { store } = handling
  const given = JSON.parse((await readBody(req)) || '{}') as object
  if (provider === 'anthropic') {
    const { lines, refused } = readRequests(given)
    if (refused) return refusal(provider, 400, refused)
    const batch = store.addBatch({ provider, credential, metadata: null, inputFileId: '', lines, refused: null })
    handling.begin(batch)
    return { status: 200, body: anthropicBatchBody(batch) }
  }
  const file = store.files.get(String(field(given, 'input_file_id')))
  if (file?.credential !== credential) return refusal(provider, 400, 'The input file was not found.')
  if (field(given, 'endpoint') !== '/v1/chat/completions' || field(given, 'completion_window') !== '24h')
    return refusal(provider, 400, 'The sandbox takes chat completions within 24h.')
  const read = readInputFile(file.text)
  const batch = store.addBatch({
    provider,
    credential,
    metadata: field(given, 'metadata'),
    inputFileId: file.id,
    ...read,
  })
  if (!batch.refused) handling.begin(batch)
  return { status: 200, body: openAiBatchBody(batch) }
}

function list({ url, provider, credential, handling }: Asked): Reply {
  const all = handling.store.list(provider, credential)
  const after = url.searchParams.get(provider === 'anthropic' ? 'after_id' : 'after')
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  const limit = Number(url.searchParams.get('limit') ?? 20)
  const page = all.slice(from, from + limit)
  const bodyOf = provider === 'anthropic' ? anthropicBatchBody : openAiBatchBody
  const ends = { first_id: page[0]?.id ?? null, last_id: page.at(-1)?.id ?? null }
  return {
    status: 200,
    body: { object: 'list', data: page.map(bodyOf), has_more: from + limit < all.length, ...ends },
  }
}
