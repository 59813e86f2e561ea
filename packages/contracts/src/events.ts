import { z } from 'zod'
import { jobStatus } from './enums.ts'
import { jobErrorCode } from './errors.ts'
import { timestamp, usd, uuid } from './primitives.ts'

/**
 * `event: status` of the streams: a job's state at a moment. The SSE `id:` is the event's id. Events are states, so a
 * repeated one is harmless.
 */
export const jobStatusEvent = z.object({
  job_id: uuid,
  client_id: uuid,
  status: jobStatus,
  at: timestamp,
  provider: z.string().nullable().optional(),
  model: z.string().nullable().optional(),
  quality_score: z.number().nullable().optional(),
  estimated_cost: usd.nullable().optional(),
  error_code: jobErrorCode.nullable().optional(),
})
export type JobStatusEvent = z.infer<typeof jobStatusEvent>

/**
 * `event: text` of one job's stream: `text` stands at `offset` (in UTF-16 units) of the text of `attempt`. An event with
 * offset 0 replaces what was there: on connecting, and when a new attempt begins. It has no id and is never replayed.
 */
export const jobTextEvent = z.object({
  job_id: uuid,
  attempt: z.number().int().positive(),
  offset: z.number().int().min(0),
  text: z.string(),
})
export type JobTextEvent = z.infer<typeof jobTextEvent>

export const jobEventsQuery = z.strictObject({ client_id: uuid })
