import type { Logger } from '@hg/runtime'
import type { QueueBackend } from './backend.ts'
import { createErrorReporter } from './error-reporter.ts'
import { postgresBackend } from './postgres-backend.ts'
import { redisBackend } from './redis-backend.ts'

/** A process's way to its queues. Producers, workers and listeners are made from it; close those first. */
export interface QueueConnection {
  backend: QueueBackend
  logger: Logger
  onError: (error: unknown) => void
  /** Which server carries the queues, for the start-up line: never an address or a password. */
  describe(): string
  close(): Promise<void>
}

/**
 * Chooses Redis when `redisUrl` is given, and otherwise BullMQ's own tables in Postgres. Returns at once and connects
 * in the background: a server that is away is logged, never thrown, and used as soon as it is there.
 *
 * @param options.databaseDirectUrl straight to Postgres; PgBouncer's transaction pooling cannot carry the queue
 * @param options.prefix what Redis keys begin with
 */
export function connectQueue(options: {
  redisUrl?: string | undefined
  databaseDirectUrl?: string | undefined
  prefix?: string
  logger: Logger
}): QueueConnection {
  const { redisUrl, databaseDirectUrl, prefix = 'hg', logger } = options
  const onError = createErrorReporter(logger, { part: redisUrl ? 'redis' : 'postgres' })
  const backend = chooseBackend()
  return {
    backend,
    logger,
    onError,
    describe: () => (backend.kind === 'redis' ? 'BullMQ on Redis' : 'BullMQ on PostgreSQL'),
    close: () => backend.close(),
  }

  function chooseBackend(): QueueBackend {
    if (redisUrl) return redisBackend({ redisUrl, prefix, onError })
    if (databaseDirectUrl) return postgresBackend({ databaseDirectUrl, onError })
    throw new Error('The queue needs redisUrl or databaseDirectUrl.')
  }
}
