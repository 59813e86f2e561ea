import type { ErrorClass } from '../errors.ts'
import { longestRetryAfterMs } from '../providers/shared/retry-after.ts'

/** How long the loop may go on. Times in milliseconds, the total from its first call on. */
export interface Limits {
  attemptsPerProvider: number
  attemptTimeoutMs: number
  totalTimeoutMs: number
}

export const defaultLimits: Limits = { attemptsPerProvider: 3, attemptTimeoutMs: 120_000, totalTimeoutMs: 300_000 }

export interface Situation {
  errorClass: ErrorClass
  /** What the provider asked to wait, if it did. */
  retryAfterMs: number | null
  /** Attempts made at this candidate so far. */
  attemptsHere: number
  elapsedMs: number
  /** Whether there is another candidate. */
  hasNext: boolean
  /** Whether this candidate's circuit has opened meanwhile. */
  circuitOpen: boolean
}

export type Decision =
  { kind: 'retry'; afterMs: number } | { kind: 'next' } | { kind: 'stop'; reason: 'gave_up' | 'exhausted' | 'deadline' }

const firstBackoffMs = 500
const longestBackoffMs = 8_000

/** What to do after a failed attempt. `random` is a number from 0 up to 1, which spreads the waits. */
export function decideNext(situation: Situation, limits: Limits, random: number): Decision {
  const { errorClass, attemptsHere, elapsedMs, hasNext, circuitOpen } = situation
  if (errorClass === 'give_up') return { kind: 'stop', reason: 'gave_up' }
  if (elapsedMs >= limits.totalTimeoutMs) return { kind: 'stop', reason: 'deadline' }

  const exhausted = errorClass === 'other_provider' || attemptsHere >= limits.attemptsPerProvider
  if (exhausted) return hasNext ? { kind: 'next' } : { kind: 'stop', reason: 'exhausted' }
  if (circuitOpen && hasNext) return { kind: 'next' }

  const afterMs = waitMs(situation, random)
  if (elapsedMs + afterMs < limits.totalTimeoutMs) return { kind: 'retry', afterMs }
  return hasNext ? { kind: 'next' } : { kind: 'stop', reason: 'deadline' }
}

/**
 * Full jitter over a doubling ceiling (M. Brooker, "Exponential Backoff And Jitter"). A wait that the provider asked for is
 * kept whole, and spread by up to a tenth so that not all come back at once.
 */
function waitMs({ retryAfterMs, attemptsHere }: Situation, random: number): number {
  if (retryAfterMs !== null) return Math.min(longestRetryAfterMs, Math.round(retryAfterMs * (1 + random / 10)))
  return Math.round(random * Math.min(longestBackoffMs, firstBackoffMs * 2 ** attemptsHere))
}
