import { setTimeout } from 'node:timers/promises'

/** Time, as the loop needs it; tests bring their own. */
export interface Clock {
  /** Milliseconds from any fixed point; never runs backwards. */
  now: () => number
  /** Resolves after `ms`; rejects as soon as the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal })
  },
}
