import { randomUUID } from 'node:crypto'
import { createLogger } from '@hg/runtime'
import { createTestDatabase, createTestRedis, dumpDatabase, dumpRedis, startProxy, type Proxy } from '@hg/testkit'
import { Redis } from 'ioredis'
import pg from 'pg'
import { connectQueue, migrateQueue, type GenerationPayload, type QueueConnection } from '../index.ts'

export const backends = ['redis', 'postgres'] as const
export type BackendKind = (typeof backends)[number]

/** An empty server of one kind for a test file, behind a proxy that can break the way to it. */
export interface TestServer {
  /** The server's address through the proxy. */
  url: string
  proxy: Proxy
  connect(): QueueConnection
  /** Loses every entry, as a flushed Redis does. */
  flush(): Promise<void>
  /** Everything it holds, as text. */
  dump(): Promise<string>
  stop(): Promise<void>
}

export const silent = createLogger({ service: 'queue-test', level: 'silent' })

export function connectTo(kind: BackendKind, url: string): QueueConnection {
  const address = kind === 'redis' ? { redisUrl: url } : { databaseDirectUrl: url }
  return connectQueue({ ...address, logger: silent })
}

export async function startTestServer(kind: BackendKind): Promise<TestServer> {
  const { url: direct, flush, dump, drop } = kind === 'redis' ? await redisParts() : await postgresParts()
  const target = new URL(direct)
  const proxy = await startProxy(target.hostname, Number(target.port))
  target.port = String(proxy.port)
  return {
    url: target.href,
    proxy,
    connect: () => connectTo(kind, target.href),
    flush,
    dump,
    async stop() {
      await proxy.close()
      await drop()
    },
  }
}

async function redisParts() {
  const redis = await createTestRedis()
  const flush = async () => {
    const client = new Redis(redis.url)
    await client.flushdb()
    client.disconnect()
  }
  return { url: redis.url, flush, dump: () => dumpRedis(redis.url), drop: () => redis.release() }
}

async function postgresParts() {
  const database = await createTestDatabase()
  await migrateQueue(database.directUrl)
  const flush = async () => {
    const client = new pg.Client({ connectionString: database.directUrl })
    await client.connect()
    await client.query('truncate bullmq.job, bullmq.event cascade')
    await client.end()
  }
  return { url: database.directUrl, flush, dump: () => dumpDatabase(database.adminUrl), drop: () => database.drop() }
}

/** A payload that no other test has. */
export function payload(epoch = 0): GenerationPayload {
  return { job_id: randomUUID(), client_id: randomUUID(), epoch }
}

/** A promise with its handles, for handlers that wait until the test says so. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => undefined as void
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
