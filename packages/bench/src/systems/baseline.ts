import { join } from 'node:path'
import { createTestDatabase, createTestRedis, freePort } from '@hg/testkit'
import pg from 'pg'
import { createTable } from '../baseline/table.ts'
import { startProcess } from '../process.ts'
import { jobTable } from './job-table.ts'
import type { Surroundings, System } from './system.ts'
import { submission } from './submission.ts'

const status = 'select status from baseline_jobs where id = $1'
const counts = `
  select count(*) filter (where status <> 'completed') as unfinished,
         0 as failed,
         count(*) filter (where status = 'completed') as completed,
         extract(epoch from max(completed_at)) * 1000 as last_completed_at_ms
  from baseline_jobs`

/** Starts the barest pipeline on the same libraries: its server and the server of its prompts. */
export async function startBaseline(surroundings: Surroundings): Promise<System> {
  const [database, redis] = [await createTestDatabase(), await createTestRedis()]
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query(createTable)

  const [port, promptPort] = [await freePort(), await freePort()]
  const urls = { server: `http://127.0.0.1:${port}`, prompts: `http://127.0.0.1:${promptPort}` }
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    PROMPT_URL: `${urls.prompts}/generate-prompt`,
    OPENAI_BASE_URL: surroundings.openaiBaseUrl,
    CONCURRENCY: String(surroundings.concurrency),
    NODE_ENV: 'production',
  }
  const start = (name: 'server' | 'worker' | 'prompts', options: { port?: number; healthUrl?: string } = {}) =>
    startProcess(join(import.meta.dirname, '..', 'baseline', `${name}.ts`), {
      env: { ...env, PORT: String(options.port ?? 0) },
      logFile: join(surroundings.dir, `baseline-${name}.log`),
      ...(options.healthUrl && { healthUrl: options.healthUrl }),
    })
  const prompts = await start('prompts', { port: promptPort, healthUrl: `${urls.prompts}/health` })
  const server = await start('server', { port, healthUrl: `${urls.server}/health` })

  return {
    name: 'baseline',
    submission: { url: `${urls.server}/generate`, headers: {}, body: JSON.stringify(submission) },
    startWorker: () => start('worker'),
    jobs: jobTable(client, { status, counts }),
    async stop() {
      await server.stop()
      await prompts.stop()
      await client.end()
      await redis.release()
      await database.drop()
    },
  }
}
