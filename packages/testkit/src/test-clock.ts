export interface TestClock {
  now: () => Date
  /** Moves the time forward by `ms` milliseconds. */
  advance: (ms: number) => void
}

/** A clock that stands still until it is told to move. */
export function testClock(start = '2026-01-15T12:00:00.000Z'): TestClock {
  let timeMs = Date.parse(start)
  return {
    now: () => new Date(timeMs),
    advance(ms) {
      timeMs += ms
    },
  }
}
