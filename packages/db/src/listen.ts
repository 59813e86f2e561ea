import type { Logger } from '@hg/runtime'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from './database.ts'

/** Channels that triggers notify, and `circuits`, which workers do. Payloads carry ids only. */
export type Channel =
  'job_events' | 'strategies' | 'api_keys' | 'provider_keys' | 'circuits' | 'budgets' | 'webhook_deliveries' | 'notices'

export interface Listener {
  /** Resolves when the channels are being listened to for the first time. */
  ready: Promise<void>
  close(): Promise<void>
}

const reconnectDelayMs = 1000
/** A connection that died without a word is found out by asking. */
const pingEveryMs = 15_000

/**
 * Listens on one dedicated connection and reconnects for ever. Needs the database's direct address: a pooler in
 * transaction mode cannot LISTEN.
 *
 * @param options.onNotification called per notification
 * @param options.onConnect called after every (re)connection: what was notified in between is lost, so catch up here
 */
export function createListener(options: {
  directUrl: string
  channels: Channel[]
  applicationName: string
  logger: Logger
  onNotification: (channel: Channel, payload: string) => void
  onConnect?: () => void
}): Listener {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const { promise: ready, resolve: markReady } = Promise.withResolvers<void>()

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.directUrl,
      application_name: options.applicationName,
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
      keepAlive: true,
    })
    client = next
    next.on('notification', ({ channel, payload }) => {
      options.onNotification(channel as Channel, payload ?? '')
    })
    next.on('error', (err) => {
      options.logger.warn({ err }, 'the listening connection broke')
    })
    next.on('end', reconnect)
    try {
      await next.connect()
      for (const channel of options.channels) await next.query(`listen ${channel}`)
      options.onConnect?.()
      markReady()
    } catch (err) {
      options.logger.warn({ err }, 'cannot listen for notifications yet')
      await next.end().catch(() => undefined)
      reconnect()
    }
  }

  function reconnect(): void {
    if (closed || timer) return
    timer = setTimeout(() => {
      timer = undefined
      void connect()
    }, reconnectDelayMs)
  }

  const ping = setInterval(() => {
    const current = client
    current?.query('select 1').catch(() => {
      options.logger.warn('the listening connection does not answer')
      // Its end, which may take the network's patience, is not waited for.
      current.removeAllListeners('end')
      void current.end().catch(() => undefined)
      reconnect()
    })
  }, pingEveryMs)

  void connect()
  return {
    ready,
    async close() {
      closed = true
      clearTimeout(timer)
      clearInterval(ping)
      await client?.end().catch(() => undefined)
    },
  }
}

/** Tells every listener of a channel. */
export async function notify(db: Database, channel: Channel, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(db.kysely)
}
