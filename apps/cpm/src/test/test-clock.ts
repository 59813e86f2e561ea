import type { Clock } from '@hg/llm'

export interface TestClock extends Clock {
  /** What was waited between calls, in milliseconds. */
  waits: number[]
  /** Lets the time limits of the calls under way run out. */
  expire: () => void
}

/** What is asked to sleep longer is taken for a time limit, the shortest of which is what a call has left of the whole. */
const longestWaitMs = 50_000

/** Time that passes only when it is told to: waits between calls are over at once, time limits run out by `expire`. */
export function createTestClock(): TestClock {
  let now = 0
  let limits: { until: number; end: () => void }[] = []
  const waits: number[] = []
  return {
    now: () => now,
    waits,
    expire() {
      now = Math.min(...limits.map(({ until }) => until))
      const due = limits.filter(({ until }) => until <= now)
      limits = limits.filter((limit) => !due.includes(limit))
      for (const { end } of due) end()
    },
    sleep(ms, signal) {
      if (ms <= longestWaitMs) {
        waits.push(ms)
        now += ms
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => {
        const limit = { until: now + ms, end: resolve }
        limits.push(limit)
        signal.addEventListener('abort', () => {
          limits = limits.filter((other) => other !== limit)
          reject(signal.reason as Error)
        })
      })
    },
  }
}
