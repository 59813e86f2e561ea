import { randomUUID } from 'node:crypto'
import { isObject, type JsonObject, stringAt } from '../json.ts'
import type { BatchLine, StoredBatch, StoredFile } from './batch-store.ts'

const dayS = 86_400
const seconds = (date: Date | null) => (date === null ? null : Math.floor(date.getTime() / 1000))

/** A file as OpenAI describes it. */
export function fileBody(file: StoredFile): object {
  return {
    id: file.id,
    object: 'file',
    bytes: Buffer.byteLength(file.text),
    created_at: seconds(file.createdAt),
    filename: file.name,
    purpose: 'batch',
    status: 'processed',
  }
}

const isAnswered = ({ end }: BatchLine) => typeof end === 'object' && end !== null && end.status < 400
const isFailed = (line: BatchLine) => line.end !== null && !isAnswered(line)

/** A batch as OpenAI describes it. */
export function openAiBatchBody(batch: StoredBatch): object {
  const { lines, endedAt } = batch
  const createdAt = seconds(batch.createdAt) ?? 0
  const has = (which: (line: BatchLine) => boolean) => endedAt !== null && lines.some(which)
  return {
    id: batch.id,
    object: 'batch',
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
    input_file_id: batch.inputFileId,
    status: statusOf(batch),
    errors: batch.refused ? { object: 'list', data: [{ code: 'invalid_request', message: batch.refused }] } : null,
    output_file_id: has(isAnswered) ? `${batch.id}-output` : null,
    error_file_id: has(isFailed) ? `${batch.id}-errors` : null,
    created_at: createdAt,
    expires_at: createdAt + dayS,
    completed_at: seconds(endedAt),
    cancelling_at: seconds(batch.cancelledAt),
    request_counts: {
      total: lines.length,
      completed: lines.filter(isAnswered).length,
      failed: lines.filter(isFailed).length,
    },
    metadata: batch.metadata ?? null,
  }
}

function statusOf({ refused, endedAt, cancelledAt, lines }: StoredBatch): string {
  if (refused) return 'failed'
  if (endedAt === null) return cancelledAt ? 'cancelling' : 'in_progress'
  if (cancelledAt) return 'cancelled'
  return lines.some(({ end }) => end === 'expired') ? 'expired' : 'completed'
}

/** The file of a batch's answers, or of its errors. */
export function openAiOutput({ lines }: StoredBatch, which: 'output' | 'errors'): string {
  return lines
    .filter(which === 'output' ? isAnswered : isFailed)
    .map((line) => `${JSON.stringify(outputLine(line))}\n`)
    .join('')
}

function outputLine({ customId, end }: BatchLine): object {
  const base = { id: `batch_req_${randomUUID()}`, custom_id: customId }
  if (end === 'expired' || end === 'cancelled') {
    const error = { code: `batch_${end}`, message: 'This request could not be executed before the batch ended.' }
    return { ...base, response: null, error }
  }
  return { ...base, response: { status_code: end?.status, request_id: customId, body: end?.body }, error: null }
}

/** The requests that an input file holds, or what is wrong with it. */
export function readInputFile(text: string): { lines: BatchLine[]; refused: string | null } {
  const lines: BatchLine[] = []
  const models = new Set<string>()
  for (const [index, line] of text.split('\n').filter(Boolean).entries()) {
    const parsed = tryParse(line)
    const customId = stringAt(parsed, 'custom_id')
    if (!parsed || !customId || parsed.url !== '/v1/chat/completions' || !isObject(parsed.body)) {
      return { lines: [], refused: `Line ${index + 1} is not a valid request.` }
    }
    if (parsed.body.stream === true) return { lines: [], refused: `Line ${index + 1}: streaming is not supported.` }
    if (lines.some((other) => other.customId === customId))
      return { lines: [], refused: `custom_id ${customId} is used twice.` }
    models.add(stringAt(parsed.body, 'model') ?? '')
    lines.push({ customId, body: parsed.body, end: null })
  }
  if (lines.length === 0) return { lines, refused: 'The input file is empty.' }
  return models.size > 1 ? { lines: [], refused: 'All requests must be for the same model.' } : { lines, refused: null }
}

function tryParse(line: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(line)
    return isObject(parsed) ? parsed : null
  } catch {
    return null
  }
}
