import { AppError } from '@hg/runtime'
import { setTimeout as pause } from 'node:timers/promises'

const firstWaitMs = 250
const longestWaitMs = 4000

/**
 * Repeats work that can be repeated safely while the database is away, until it succeeds, fails for another reason, or the
 * signal aborts. For the one write that must not be given up lightly: what it holds has been paid for.
 */
export async function whileUnavailable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable' || signal.aborted) throw error
      await pause(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }
}
