import { type JobTextEvent, jobTextEvent, uuid } from '@hg/contracts'
import { z } from 'zod'

/** A queue: what its jobs carry and how they are named. Producers need nothing else of this package but a producer. */
export interface QueueDefinition<Payload, Progress> {
  name: string
  payload: z.ZodType<Payload>
  /** What a running job may tell about itself. */
  progress: z.ZodType<Progress>
  /** How often the queue itself delivers a job whose handler throws; 1 means never again. */
  attempts: number
  backoff?: { type: 'fixed' | 'exponential'; delay: number }
  /** How many events (progress and changes of state) the queue keeps for its listeners. */
  keptEvents: number
  /** The queue's id for a payload. An id that is waiting or running already is not added again. */
  entryId: (payload: Payload) => string
}

/**
 * Word that a job waits. Whoever gets it does not claim that job but the one whose turn it is: there is a word for each job
 * that waits, so each is claimed, and in an order that Postgres decides.
 */
export const generationPayload = z.strictObject({
  job_id: uuid,
  client_id: uuid,
  epoch: z.number().int().min(0),
  /** A moment, in milliseconds, when the word was given again: its first entry may be with a worker, for another job. */
  again: z.number().int().min(0).optional(),
})
export type GenerationPayload = z.infer<typeof generationPayload>

/** Text in the making: `text` stands at `offset` (UTF-16 units) of the text of `attempt`; offset 0 replaces all. */
export type TextProgress = Omit<JobTextEvent, 'job_id'>

/**
 * The queue of `POST /generate`. Postgres decides what is retried, so the queue delivers once; the entry's id is
 * `<job id>-<epoch>`, and more when the word is given again. What is written under an entry may be another job's text, so
 * that says whose it is.
 */
export const generation: QueueDefinition<GenerationPayload, JobTextEvent> = {
  name: 'generation',
  payload: generationPayload,
  progress: jobTextEvent,
  attempts: 1,
  keptEvents: 2000,
  entryId: ({ job_id, epoch, again }) => [job_id, epoch, again].filter((part) => part !== undefined).join('-'),
}

/** Every queue there is. */
export const queues = { generation }
