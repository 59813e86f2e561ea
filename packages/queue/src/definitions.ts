import { jobTextEvent, uuid } from '@hg/contracts'
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
  /** The id of what an entry is about. */
  subjectId: (entryId: string) => string
}

/** One delivery of a generation job: only the worker that finds the job at this epoch may claim it. */
export const generationPayload = z.strictObject({
  job_id: uuid,
  client_id: uuid,
  epoch: z.number().int().min(0),
})
export type GenerationPayload = z.infer<typeof generationPayload>

/** Text in the making: `text` stands at `offset` (UTF-16 units) of the text of `attempt`; offset 0 replaces all. */
export const textProgress = jobTextEvent.omit({ job_id: true })
export type TextProgress = z.infer<typeof textProgress>

/**
 * The queue of `POST /generate`. Postgres decides what is retried, so the queue delivers once; the entry's id is
 * `<job id>-<epoch>`.
 */
export const generation: QueueDefinition<GenerationPayload, TextProgress> = {
  name: 'generation',
  payload: generationPayload,
  progress: textProgress,
  attempts: 1,
  keptEvents: 2000,
  entryId: (payload) => `${payload.job_id}-${payload.epoch}`,
  subjectId: (entryId) => entryId.slice(0, entryId.lastIndexOf('-')),
}

/** Every queue there is. */
export const queues = { generation }
