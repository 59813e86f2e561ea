import { assertSchemaCompatibility, createPostgresBackend } from 'bullmq'
import pg from 'pg'
import type { PatientConnection, QueueBackend } from './backend.ts'
import { quickTimeoutMs } from './timeouts.ts'

/** Where BullMQ's tables are; BullMQ allows no other name for pools that it is given. */
export const queueSchema = 'bullmq'

/**
 * BullMQ on its own tables in Postgres. It listens, and its search path belongs to the session, so `databaseDirectUrl`
 * must not lead through a transaction pooler.
 */
export function postgresBackend(options: {
  databaseDirectUrl: string
  onError: (error: unknown) => void
}): QueueBackend {
  const open = (settings: pg.PoolConfig) => {
    const pool = new pg.Pool({
      connectionString: options.databaseDirectUrl,
      options: `-c search_path=${queueSchema}`,
      keepAlive: true,
      ...settings,
    })
    // A connection that breaks while it is in use tells nobody else.
    pool.on('connect', (client) => client.on('error', options.onError))
    return pool.on('error', options.onError)
  }
  const quick = open({ max: 4, connectionTimeoutMillis: quickTimeoutMs, query_timeout: quickTimeoutMs })
  return {
    kind: 'postgres',
    factory: createPostgresBackend as QueueBackend['factory'],
    options: {},
    // BullMQ merges the notifications of concurrent transactions, so one may be missed.
    eventPollMs: 1000,
    quick,
    reachable: () => Promise.resolve(),
    async ping() {
      await quick.query('select 1')
    },
    async forgetEvents(queueName, olderThanMs) {
      await quick.query(
        'delete from event where queue = $1 and created_at_ms < extract(epoch from clock_timestamp()) * 1000 - $2',
        [queueName, olderThanMs],
      )
    },
    openPatient: (role) => openPatient(open({ max: role === 'worker' ? 8 : 2, connectionTimeoutMillis: 5000 })),
    close: () => quick.end(),
  }
}

function openPatient(pool: pg.Pool): PatientConnection {
  return {
    // BullMQ remembers a failed first connection for good, so it gets no chance to make one.
    async start(make) {
      await assertSchemaCompatibility(pool, queueSchema)
      const made = make(pool)
      try {
        await made.waitUntilReady()
        return made
      } catch (error) {
        await made.close()
        throw error
      }
    },
    destroy: () => pool.end(),
  }
}
