import type { TextProgress } from '@hg/queue'
import type { HeldKeys } from '../providers/key-chain.ts'
import type { Lease } from './lease.ts'
import type { Run, WorkerDeps } from './run-context.ts'

/** A claimed job in a worker's hands. */
export interface Work {
  deps: WorkerDeps
  run: Run
  lease: Lease
  /** Aborts when the job is cancelled, the lease is lost, or the worker goes down. */
  signal: AbortSignal
  publish: (piece: TextProgress) => void
}

/** The same with the keys that its client calls with, held until they are released. */
export interface KeyedWork extends Work {
  keys: HeldKeys
}
