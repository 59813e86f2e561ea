import { createDemoKey } from '@hg/pg/seeds'
import { createTestDatabase, createTestRedis } from '@hg/testkit'
import pg from 'pg'
import { jobTable } from './job-table.ts'
import { prepareServices } from './services.ts'
import { submission } from './submission.ts'
import type { Surroundings, System } from './system.ts'

const clientSlug = 'pasco-scientific'

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

  const { urlOf, start } = await prepareServices({
    dir: surroundings.dir,
    database,
    redis,
    env: {
      OPENAI_API_KEY: 'bench',
      OPENAI_BASE_URL: surroundings.openaiBaseUrl,
      WORKER_CONCURRENCY: String(surroundings.concurrency),
    },
  })
  const services = [await start('smm'), await start('im'), await start('cpm')]

  return {
    name: 'HG Content',
    submission: {
      url: `${urlOf('cpm')}/generate`,
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ client_id: found.rows[0]?.id, ...submission }),
    },
    startWorker: () => start('worker'),
    jobs: jobTable(client, { status, counts }),
    async stop() {
      for (const service of services.reverse()) await service.stop()
      await client.end()
      await redis.release()
      await database.drop()
    },
  }
}
