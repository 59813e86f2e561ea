/** The longest wait that a provider may ask for; a longer one is answered by going elsewhere. */
export const longestRetryAfterMs = 60_000

/**
 * How long a response asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as an HTTP date.
 * Null when it does not ask or cannot be read; a date that has passed is 0.
 */
export function readRetryAfterMs(headers: ReadonlyMap<string, string>, nowMs: number): number | null {
  const milliseconds = readNumber(headers.get('retry-after-ms'))
  if (milliseconds !== null) return milliseconds
  const value = headers.get('retry-after')
  const seconds = readNumber(value)
  if (seconds !== null) return seconds * 1000
  const date = Date.parse(value ?? '')
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs)
}

function readNumber(value: string | undefined): number | null {
  if (value === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return null
  return Number(value)
}
