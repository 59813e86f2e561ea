import { setTimeout as pause } from 'node:timers/promises'

const mostTries = 4
const longestWaitMs = 30_000

export type Fetch = (request: Request) => Promise<Response>

/**
 * A fetch that tries again what may be repeated: reads, and writes with an `Idempotency-Key`, after a lost connection, 429,
 * 502, 503 or 504, four times at most. It waits as long as `Retry-After` says, else a second, two, four; not longer than
 * half a minute: what is to wait longer is the caller's to decide.
 *
 * @param wait ends after so many milliseconds; rejects when the signal aborts
 */
export function retryingFetch(
  fetchOnce: Fetch,
  wait: (ms: number, signal: AbortSignal) => Promise<void> = (ms, signal) => pause(ms, undefined, { signal }),
): Fetch {
  return async (request) => {
    const isRepeatable = request.method === 'GET' || request.headers.has('idempotency-key')
    for (let tries = 1; ; tries++) {
      const isLast = !isRepeatable || tries === mostTries
      let response: Response | undefined
      try {
        response = await fetchOnce(isLast ? request : request.clone())
      } catch (error) {
        if (isLast || request.signal.aborted) throw error
      }
      const waitMs = response ? waitAfter(response, tries) : 1000 * 2 ** (tries - 1)
      if (response && (isLast || waitMs === null)) return response
      await response?.body?.cancel()
      await wait(waitMs ?? 0, request.signal)
    }
  }
}

/** How long to wait before asking again; null when asking again would not help, or the wait is too long. */
function waitAfter(response: Response, tries: number): number | null {
  if (![429, 502, 503, 504].includes(response.status)) return null
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : 1000 * 2 ** (tries - 1)
  return waitMs <= longestWaitMs ? waitMs : null
}
