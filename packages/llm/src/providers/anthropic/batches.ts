import type Anthropic from '@anthropic-ai/sdk'
import type { Message, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { MessageBatch, MessageBatchIndividualResponse } from '@anthropic-ai/sdk/resources/messages/batches'
import type {
  BatchEndpoint,
  BatchFormat,
  BatchRequest,
  BatchResult,
  ProviderBatch,
} from '../../batch/batch-endpoint.ts'
import {
  type BatchDialect,
  callBatches,
  resultOfAnswer,
  resultOfError,
  resultOfNothing,
} from '../shared/batch-calls.ts'
import { strings } from '../shared/read-fields.ts'
import { convertRequest } from './convert-request.ts'

/** Its own clock may differ from ours. */
const clockSkewMs = 300_000

/** Anthropic's message batches. They carry no name: one is known by the ids of its requests, once it has ended. */
export function anthropicBatches(client: Anthropic, dialect: BatchDialect<RawMessageStreamEvent>): BatchEndpoint {
  const { batches } = client.messages
  const call = <T>(signal: AbortSignal, made: () => Promise<T>) => callBatches(dialect, signal, made)

  async function holds(id: string, ids: ReadonlySet<string>, signal: AbortSignal): Promise<boolean> {
    for await (const line of await batches.results(id, {}, { signal })) return ids.has(line.custom_id)
    return false
  }

  return {
    send: ({ requests }, signal) =>
      call(signal, async () => toBatch(await batches.create({ requests: requests.map(toEntry) }, { signal }))),
    find: ({ since, ids, known }, signal) =>
      call(signal, async () => {
        const wanted = new Set(ids)
        let isUnclear = false
        for await (const batch of batches.list({ limit: 100 }, { signal })) {
          if (Date.parse(batch.created_at) < since.getTime() - clockSkewMs) break
          if (known.includes(batch.id) || sizeOf(batch) !== ids.length) continue
          if (batch.processing_status !== 'ended') isUnclear = true
          else if (await holds(batch.id, wanted, signal)) return toBatch(batch)
        }
        return isUnclear ? ('unclear' as const) : null
      }),
    get: (id, signal) => call(signal, async () => toBatch(await batches.retrieve(id, {}, { signal }))),
    cancel: (id, signal) => call(signal, async () => void (await batches.cancel(id, {}, { signal }))),
    async *results(id, formatOf, signal) {
      const lines = await call(signal, async () => {
        const found: MessageBatchIndividualResponse[] = []
        for await (const line of await batches.results(id, {}, { signal })) found.push(line)
        return found
      })
      for (const line of lines) {
        const format = formatOf(line.custom_id)
        if (format) yield toResult(dialect, format, line)
      }
    },
  }
}

function toEntry({ id, request }: BatchRequest) {
  return { custom_id: id, params: { ...convertRequest(request), stream: false as const } }
}

function toBatch(batch: MessageBatch): ProviderBatch {
  return {
    id: batch.id,
    hasEnded: batch.processing_status === 'ended',
    expiresAt: new Date(batch.expires_at),
    refusal: null,
  }
}

function sizeOf({ request_counts }: MessageBatch): number {
  const { processing, succeeded, errored, canceled, expired } = request_counts
  return processing + succeeded + errored + canceled + expired
}

function toResult(
  dialect: BatchDialect<RawMessageStreamEvent>,
  format: BatchFormat,
  { custom_id: id, result }: MessageBatchIndividualResponse,
): BatchResult {
  switch (result.type) {
    case 'succeeded':
      return resultOfAnswer(dialect, id, format, toEvents(result.message))
    case 'errored': {
      const { error } = result.error
      return resultOfError(dialect, id, { status: null, names: strings(error.type), message: error.message })
    }
    case 'canceled':
    case 'expired':
      return resultOfNothing(dialect, id, `The batch ended before this request was done (${result.type}).`)
  }
}

/** A whole answer as the events of a stream. */
function toEvents(message: Message): RawMessageStreamEvent[] {
  const { content, stop_reason, stop_sequence, usage } = message
  return [
    { type: 'message_start', message },
    ...content.map((block, index) => ({ type: 'content_block_start' as const, index, content_block: block })),
    { type: 'message_delta', delta: { stop_reason, stop_sequence }, usage },
  ] as RawMessageStreamEvent[]
}
