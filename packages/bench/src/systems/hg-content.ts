import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createDemoKey } from '@hg/pg/seeds'
import { generateServiceKeys } from '@hg/runtime'
import { createTestDatabase, createTestRedis, freePort } from '@hg/testkit'
import pg from 'pg'
import { startProcess } from '../process.ts'
import { jobTable } from './job-table.ts'
import { submission } from './submission.ts'
import type { Surroundings, System } from './system.ts'

const apps = join(import.meta.dirname, '../../../../apps')
const clientSlug = 'pasco-scientific'
const unlimited = '1000000000'

const status = 'select status from jobs where id = $1'
const counts = `
  select count(*) filter (where status in ('pending', 'processing')) as unfinished,
         count(*) filter (where status in ('failed', 'cancelled')) as failed,
         count(*) filter (where status = 'completed') as completed,
         extract(epoch from max(completed_at)) * 1000 as last_completed_at_ms
  from jobs`

/** Starts the three services as they run in production, for a client of the demo with its strategy and templates. */
export async function startHgContent(surroundings: Surroundings): Promise<System> {
  const [database, redis] = [await createTestDatabase(), await createTestRedis()]
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  const found = await client.query<{ id: string }>('select id from clients where slug = $1', [clientSlug])
  const scopes = ['content:read', 'content:write'] as const
  const key = await createDemoKey(client, { clientSlug, scopes: [...scopes], name: 'bench' })

  const keys = await generateServiceKeys()
  const ports = { cpm: await freePort(), im: await freePort(), smm: await freePort(), worker: await freePort() }
  const urlOf = (name: keyof typeof ports) => `http://127.0.0.1:${ports[name]}`
  const env = {
    ENVIRONMENT: 'production',
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl,
    REDIS_URL: redis.url,
    SERVICE_TOKEN_PUBLIC_KEY: keys.publicKey,
    SERVICE_TOKEN_PRIVATE_KEY: keys.privateKey,
    AUDIT_KEY: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    NEXTAUTH_URL: 'http://localhost:3000',
    IM_SERVICE_URL: urlOf('im'),
    SMM_SERVICE_URL: urlOf('smm'),
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: surroundings.openaiBaseUrl,
    WORKER_CONCURRENCY: String(surroundings.concurrency),
    WORKER_PORT: String(ports.worker),
    RATE_LIMIT_PER_MINUTE: unlimited,
    RATE_LIMIT_PER_ACTOR: unlimited,
    RATE_LIMIT_PER_ADDRESS: unlimited,
  }
  const start = (app: string, name: keyof typeof ports, entry: string) =>
    startProcess(join(apps, app, 'src', entry), {
      env: { ...env, PORT: String(ports[name]) },
      logFile: join(surroundings.dir, `${name}.log`),
      healthUrl: `${urlOf(name)}/health/live`,
    })
  const services = [
    await start('smm', 'smm', 'server.ts'),
    await start('im', 'im', 'server.ts'),
    await start('cpm', 'cpm', 'server.ts'),
  ]

  return {
    name: 'HG Content',
    submission: {
      url: `${urlOf('cpm')}/generate`,
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ client_id: found.rows[0]?.id, ...submission }),
    },
    startWorker: () => start('cpm', 'worker', 'worker.ts'),
    jobs: jobTable(client, { status, counts }),
    async stop() {
      for (const service of services.reverse()) await service.stop()
      await client.end()
      await redis.release()
      await database.drop()
    },
  }
}
