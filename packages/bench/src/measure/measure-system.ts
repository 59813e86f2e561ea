import type { System } from '../systems/system.ts'
import { measureAcceptRate } from './accept.ts'
import { measureDrainRate } from './drain.ts'
import { measureLatencies } from './latency.ts'

export interface Amounts {
  /** Jobs that warm the server up, accepted and drained but not counted. */
  warmUp: number
  /** Jobs to accept, and then to drain. */
  jobs: number
  latencySamples: number
}

export interface Measured {
  acceptPerSecond: number
  drainPerSecond: number
  latenciesMs: number[]
}

const latencyWarmUp = 20

/** One round: accept with the worker stopped, drain what was accepted, then one job after the other. */
export async function measureSystem(system: System, amounts: Amounts): Promise<Measured> {
  await measureAcceptRate(system, amounts.warmUp)
  const acceptPerSecond = await measureAcceptRate(system, amounts.jobs)
  const worker = await system.startWorker()
  try {
    const drainPerSecond = await measureDrainRate(system)
    await measureLatencies(system, latencyWarmUp)
    const latenciesMs = await measureLatencies(system, amounts.latencySamples)
    return { acceptPerSecond, drainPerSecond, latenciesMs }
  } finally {
    await worker.stop()
  }
}
