import type { Clock } from '../loop/clock.ts'

export interface TestClock extends Clock {
  /** What was waited between attempts, in milliseconds. */
  waits: number[]
  /** Lets time pass, and with it the limits that run out. */
  advance: (ms: number) => void
  /** How many are asleep. */
  sleeping: () => number
  /** Resolves when somebody next goes to sleep. */
  nextSleep: () => Promise<void>
}

interface Sleeper {
  until: number
  wake: () => void
}

/**
 * Time that passes only when the test says so, except that sleeps of up to `passesMs` are over at once: those are the waits
 * between attempts, while longer ones are time limits.
 */
export function createTestClock(passesMs = 50_000): TestClock {
  let now = 1_000
  let sleepers: Sleeper[] = []
  let watchers: (() => void)[] = []
  const waits: number[] = []

  const advance = (ms: number): void => {
    now += ms
    for (const sleeper of sleepers.filter(({ until }) => until <= now)) sleeper.wake()
    sleepers = sleepers.filter(({ until }) => until > now)
  }

  return {
    now: () => now,
    waits,
    advance,
    sleeping: () => sleepers.length,
    nextSleep: () => new Promise((resolve) => watchers.push(resolve)),
    sleep: (ms, signal) => {
      if (ms <= passesMs) {
        waits.push(ms)
        advance(ms)
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve }
        sleepers.push(sleeper)
        const stop = () => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          reject(signal.reason as Error)
        }
        signal.addEventListener('abort', stop, { once: true })
        for (const watch of watchers) watch()
        watchers = []
      })
    },
  }
}
