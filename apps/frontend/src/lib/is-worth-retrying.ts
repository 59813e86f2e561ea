import { ApiError } from './api.ts'

/** Who has waited this long is told what is wrong, and asks again themselves: a service that hangs would take a minute. */
const patienceMs = 10_000

/** Whether a question that failed is asked again by itself: what may be over in a moment, twice at most. */
export function isWorthRetrying(failures: number, error: Error): boolean {
  const transient = error instanceof ApiError && (error.code === 'network' || error.status >= 500)
  return transient && failures < 2 && error.waitedMs < patienceMs
}
