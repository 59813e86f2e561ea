import { field, isObject, stringAt } from '../json.ts'
import type { BatchLine, StoredBatch } from './batch-store.ts'

const dayMs = 86_400_000

/** A batch as Anthropic describes it. */
export function anthropicBatchBody(batch: StoredBatch): object {
  const count = (which: (line: BatchLine) => boolean) => (batch.endedAt ? batch.lines.filter(which).length : 0)
  return {
    id: batch.id,
    type: 'message_batch',
    processing_status: batch.endedAt ? 'ended' : batch.cancelledAt ? 'canceling' : 'in_progress',
    request_counts: {
      processing: batch.endedAt ? 0 : batch.lines.length,
      succeeded: count(({ end }) => typeof end === 'object' && end !== null && end.status < 400),
      errored: count(({ end }) => typeof end === 'object' && end !== null && end.status >= 400),
      canceled: count(({ end }) => end === 'cancelled'),
      expired: count(({ end }) => end === 'expired'),
    },
    created_at: batch.createdAt.toISOString(),
    expires_at: new Date(batch.createdAt.getTime() + dayMs).toISOString(),
    ended_at: batch.endedAt?.toISOString() ?? null,
    cancel_initiated_at: batch.cancelledAt?.toISOString() ?? null,
    archived_at: null,
    results_url: batch.endedAt ? `/v1/messages/batches/${batch.id}/results` : null,
  }
}

/** The results of a batch that has ended, a line for each of its requests. */
export function anthropicResults({ lines }: StoredBatch): string {
  return lines
    .map(({ customId, end }) => `${JSON.stringify({ custom_id: customId, result: resultOf(end) })}\n`)
    .join('')
}

function resultOf(end: BatchLine['end']): object {
  if (end === 'expired') return { type: 'expired' }
  if (end === 'cancelled' || end === null) return { type: 'canceled' }
  if (end.status < 400) return { type: 'succeeded', message: end.body }
  const error = field(end.body, 'error') ?? { type: 'api_error', message: 'Internal server error' }
  return { type: 'errored', error: { type: 'error', error } }
}

/** The requests that a new batch brings, or what is wrong with them. */
export function readRequests(body: unknown): { lines: BatchLine[]; refused: string | null } {
  const requests = field(body, 'requests')
  if (!Array.isArray(requests) || requests.length === 0) return { lines: [], refused: 'requests: Field required' }
  const lines: BatchLine[] = []
  for (const request of requests as unknown[]) {
    const customId = stringAt(request, 'custom_id')
    const params = field(request, 'params')
    if (!customId || !/^[a-zA-Z0-9_-]{1,64}$/.test(customId) || !isObject(params)) {
      return { lines: [], refused: 'requests: custom_id and params are required' }
    }
    if (params.stream === true) return { lines: [], refused: 'requests: streaming is not supported in batches' }
    if (lines.some((other) => other.customId === customId))
      return { lines: [], refused: 'requests: custom_id must be unique' }
    lines.push({ customId, body: params, end: null })
  }
  return { lines, refused: null }
}
