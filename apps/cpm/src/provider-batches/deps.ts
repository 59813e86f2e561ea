import type { WorkerDeps } from '../generation/run-context.ts'

/** What looking after batches stands on. */
export type BatchDeps = Pick<WorkerDeps, 'db' | 'keyChain' | 'producer' | 'metrics' | 'logger'>

/** How long things take, in milliseconds. */
export interface BatchTimes {
  /** A client's requests are sent once none has come for so long, or the first has waited for `longestMs`. */
  quietMs: number
  longestMs: number
  /** Between two looks at a batch. */
  pollMs: number
  /** After a sending that was not answered, before what the provider lists is believed. */
  graceMs: number
}

export const usualBatchTimes: BatchTimes = { quietMs: 10_000, longestMs: 60_000, pollMs: 60_000, graceMs: 60_000 }

/** A batch, as it is taken. */
export interface TakenBatch {
  id: string
  clientId: string
}
