import { type OpenAI, toFile } from 'openai'
import type { Batch } from 'openai/resources/batches'
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions'
import type { BatchEndpoint, BatchRequest, BatchResult, ProviderBatch } from '../../batch/batch-endpoint.ts'
import {
  type BatchDialect,
  callBatches,
  resultOfAnswer,
  resultOfError,
  resultOfNothing,
} from '../shared/batch-calls.ts'
import { strings } from '../shared/read-fields.ts'
import { convertRequest } from './convert-request.ts'

/** What a line of an output or error file holds, as far as it is read here. */
interface OutputLine {
  custom_id?: string
  response?: { status_code?: number; body?: unknown } | null
  error?: { code?: string; message?: string } | null
}

const endpoint = '/v1/chat/completions'
const ended = new Set<Batch['status']>(['completed', 'failed', 'expired', 'cancelled'])
/** What a client had written is not left lying there for longer than it takes to fetch it. */
const keptFor = { anchor: 'created_at' as const, seconds: 7 * 86_400 }
/** Its own clock may differ from ours. */
const clockSkewMs = 300_000

/** OpenAI's batches: a file of requests goes up, a file of answers and one of errors come down. */
export function openAiBatches(client: OpenAI, dialect: BatchDialect<ChatCompletionChunk>): BatchEndpoint {
  const call = <T>(signal: AbortSignal, made: () => Promise<T>) => callBatches(dialect, signal, made)

  async function* lines(fileId: string | undefined | null, signal: AbortSignal): AsyncGenerator<OutputLine> {
    if (!fileId) return
    const text = await call(signal, async () => (await client.files.content(fileId, { signal })).text())
    for (const line of text.split('\n')) if (line.trim()) yield JSON.parse(line) as OutputLine
  }

  return {
    async send({ name, requests }, signal) {
      const text = requests.map((one) => `${JSON.stringify(toLine(one))}\n`).join('')
      // A file without a batch costs nothing: only the second call counts.
      const file = await call(signal, async () =>
        client.files.create(
          { file: await toFile(Buffer.from(text), `${name}.jsonl`), purpose: 'batch', expires_after: keptFor },
          { signal },
        ),
      )
      return call(signal, async () =>
        toBatch(
          await client.batches.create(
            {
              input_file_id: file.id,
              endpoint,
              completion_window: '24h',
              metadata: { name },
              output_expires_after: keptFor,
            },
            { signal },
          ),
        ),
      )
    },
    find: ({ name, since }, signal) =>
      call(signal, async () => {
        for await (const batch of client.batches.list({ limit: 100 }, { signal })) {
          if (batch.metadata?.name === name) return toBatch(batch)
          if (batch.created_at * 1000 < since.getTime() - clockSkewMs) return null
        }
        return null
      }),
    get: (id, signal) => call(signal, async () => toBatch(await client.batches.retrieve(id, { signal }))),
    cancel: (id, signal) => call(signal, async () => void (await client.batches.cancel(id, { signal }))),
    async *results(id, formatOf, signal) {
      const { output_file_id, error_file_id } = await call(signal, () => client.batches.retrieve(id, { signal }))
      for (const fileId of [output_file_id, error_file_id]) {
        for await (const line of lines(fileId, signal)) {
          const format = formatOf(line.custom_id ?? '')
          if (format) yield toResult(dialect, line.custom_id ?? '', format, line)
        }
      }
    },
  }
}

function toLine({ id, request }: BatchRequest): object {
  // JSON leaves out what is undefined.
  const body = { ...convertRequest(request), stream: undefined, stream_options: undefined }
  return { custom_id: id, method: 'POST', url: endpoint, body }
}

function toBatch(batch: Batch): ProviderBatch {
  return {
    id: batch.id,
    hasEnded: ended.has(batch.status),
    expiresAt: batch.expires_at ? new Date(batch.expires_at * 1000) : null,
    refusal:
      batch.status === 'failed' ? (batch.errors?.data?.[0]?.message ?? 'The provider took no request of it.') : null,
  }
}

function toResult(
  dialect: BatchDialect<ChatCompletionChunk>,
  id: string,
  format: Parameters<typeof resultOfAnswer>[2],
  { response, error }: OutputLine,
): BatchResult {
  const status = response?.status_code
  if (!response || status === undefined) return resultOfNothing(dialect, id, error?.message ?? 'It was not done.')
  if (status < 400) return resultOfAnswer(dialect, id, format, [toChunk(response.body as ChatCompletion)])
  const said = (response.body as { error?: { message?: string; code?: unknown; type?: unknown } } | undefined)?.error
  return resultOfError(dialect, id, {
    status,
    names: strings(said?.code, said?.type),
    message: said?.message ?? `${status}`,
  })
}

/** A whole answer as the one chunk of a stream. */
function toChunk(answer: ChatCompletion): ChatCompletionChunk {
  const choices = (answer.choices ?? []).map(({ index, message, finish_reason }) => ({
    index,
    delta: { content: message.content, refusal: message.refusal },
    finish_reason: finish_reason,
  }))
  return { ...answer, object: 'chat.completion.chunk', choices }
}
