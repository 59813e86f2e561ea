import { AppError, type Logger } from '@hg/runtime'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { isUnavailable } from './pg-errors.ts'
import type { DB } from './types.generated.ts'

/** A connection or a transaction: what every query takes. */
export type Queryable = Kysely<DB>

export interface Database {
  kysely: Kysely<DB>
  pool: pg.Pool
  /** Answers `select 1` within the limit; throws otherwise. */
  ping(timeoutMs?: number): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the pool of one process. Statements are unnamed, so the address may be PgBouncer's in transaction mode.
 *
 * @param options.url postgresql:// address
 * @param options.max connections at most
 */
export function createDatabase(options: {
  url: string
  max: number
  applicationName: string
  logger: Logger
  connectTimeoutMs?: number
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3000,
    idleTimeoutMillis: 30_000,
    pipeline: true,
    query_timeout: 20_000,
    keepAlive: true,
  })
  pool.on('error', (err) => {
    options.logger.warn({ err }, 'an idle database connection broke')
  })
  // The pool listens to idle connections only; one that breaks while it is in use must not end the process.
  pool.on('connect', (client) => {
    client.on('error', (err) => {
      options.logger.warn({ err }, 'a database connection broke')
    })
  })
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    kysely,
    pool,
    async ping(timeoutMs = 2000) {
      const late = AbortSignal.timeout(timeoutMs)
      await Promise.race([
        pool.query('select 1'),
        new Promise((_, reject) => {
          late.addEventListener('abort', () => {
            reject(new AppError('unavailable', 'The database does not answer.'))
          })
        }),
      ])
    },
    async close() {
      await kysely.destroy()
    },
  }
}

/**
 * Runs `work` and turns a lost or refused connection into `unavailable` (503). Every other error passes unchanged.
 */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUnavailable(error))
      throw new AppError('unavailable', 'The database is not available right now.', { cause: error })
    throw error
  }
}
