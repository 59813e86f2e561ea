import type { Logger } from '@hg/runtime'

/**
 * Turns a stream of errors into log lines: one per kind of error and interval, with the number of those left out. A
 * server that is away makes every connection fail several times a second.
 */
export function createErrorReporter(
  logger: Logger,
  fields: Record<string, unknown>,
  options: { intervalMs?: number; now?: () => number } = {},
): (error: unknown) => void {
  const { intervalMs = 10_000, now = Date.now } = options
  const kinds = new Map<string, { loggedAt: number; suppressed: number }>()
  return (error) => {
    const kind = kindOf(error)
    const seen = kinds.get(kind)
    if (seen && now() - seen.loggedAt < intervalMs) {
      seen.suppressed++
      return
    }
    logger.warn({ ...fields, err: error, suppressed: seen?.suppressed ?? 0 }, 'queue error')
    kinds.set(kind, { loggedAt: now(), suppressed: 0 })
  }
}

/** Name and code, never the message: messages carry ids, and there would be a kind for each. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? String(error.code) : ''
  return `${error.name}:${code}`
}
