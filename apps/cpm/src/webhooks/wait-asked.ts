import { readRetryAfterMs } from '@hg/llm'
import type { IncomingHttpHeaders } from 'node:http'

/** Whoever is asked to wait for longer than that is somebody's joke: 6 hours. */
const longestMs = 6 * 3_600_000

/** How long a receiver asks to be left alone, in milliseconds, 6 hours at most; 0 when it does not ask. */
export function waitAsked(headers: IncomingHttpHeaders, nowMs: number): number {
  const asked = headers['retry-after']
  if (asked === undefined) return 0
  return Math.min(readRetryAfterMs(new Map([['retry-after', asked]]), nowMs) ?? 0, longestMs)
}
