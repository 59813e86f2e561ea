import type { TextProgress } from './definitions.ts'

/** The clock that throttling runs on; replaced in tests. */
export interface Timers {
  now(): number
  /** Calls `run` once after `delayMs`; returns what cancels it. */
  after(delayMs: number, run: () => void): () => void
}

export interface TextThrottle {
  /** A new attempt begins with no text: listeners drop what they have. */
  begin(attempt: number): void
  /** More text of the attempt. */
  push(text: string): void
  /** Emits nothing from now on; what is pending is left to the result, which follows. */
  stop(): void
}

const systemTimers: Timers = {
  now: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/**
 * Turns a provider's many small pieces of text into at most `maxPerSecond` events. Most carry only what is new; every
 * `snapshotEveryMs`, and at the start of an attempt, one carries the whole text (offset 0) for those who came midway.
 */
export function throttleText(options: {
  emit: (progress: TextProgress) => void
  maxPerSecond?: number
  snapshotEveryMs?: number
  timers?: Timers
}): TextThrottle {
  const { emit, maxPerSecond = 5, snapshotEveryMs = 2000, timers = systemTimers } = options
  const intervalMs = 1000 / maxPerSecond
  let attempt = 0
  let text = ''
  let sentLength = 0
  let emittedAt = -Infinity
  let snapshotAt = -Infinity
  let cancel: (() => void) | undefined
  let stopped = false

  function flush(): void {
    cancel = undefined
    const now = timers.now()
    const whole = now - snapshotAt >= snapshotEveryMs
    const offset = whole ? 0 : sentLength
    emit({ attempt, offset, text: text.slice(offset) })
    if (whole) snapshotAt = now
    emittedAt = now
    sentLength = text.length
  }

  function schedule(): void {
    if (cancel || stopped) return
    const waitMs = emittedAt + intervalMs - timers.now()
    if (waitMs <= 0) flush()
    else cancel = timers.after(waitMs, flush)
  }

  return {
    begin(nextAttempt) {
      attempt = nextAttempt
      text = ''
      sentLength = 0
      snapshotAt = -Infinity
      schedule()
    },
    push(more) {
      if (more === '') return
      text += more
      schedule()
    },
    stop() {
      stopped = true
      cancel?.()
    },
  }
}
