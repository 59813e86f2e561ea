import pg from 'pg'

/** SQLSTATE of an error that PostgreSQL or PgBouncer reported; undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** True when `constraint` (a check, key or index by name) refused the statement. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint
}

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
])

/**
 * True when the statement failed because the server is away, not because of what it said: classes 08 (connection), 57P
 * (shutdown), 53 (resources), PgBouncer's own refusals, and broken sockets.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const state = sqlState(error)
  if (state !== undefined) {
    return (
      state.startsWith('08') ||
      state.startsWith('57P') ||
      state.startsWith('53') ||
      /^(pgbouncer|server_login|query_wait|server conn)/.test(error.message)
    )
  }
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined && socketCodes.has(code)) return true
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  )
}
