import { Worker } from 'bullmq'
import { Redis } from 'ioredis'
import OpenAI from 'openai'
import pg from 'pg'
import { readBaselineEnv } from './env.ts'
import { poolSize } from './table.ts'

// Writes a job: the row, the prompt over HTTP, the model, the row.
const env = readBaselineEnv()
const pool = new pg.Pool({ connectionString: env.databaseUrl, max: poolSize })
const openai = new OpenAI({ apiKey: 'baseline', baseURL: env.openaiBaseUrl, maxRetries: 0 })

async function write({ id }: { id: string }): Promise<void> {
  const { rows } = await pool.query<{ body: object }>(
    "update baseline_jobs set status = 'processing' where id = $1 returning body",
    [id],
  )
  const answer = await fetch(env.promptUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rows[0]?.body),
  })
  const { prompt } = (await answer.json()) as { prompt: { system: string; user: string } }
  const completion = await openai.chat.completions.create({
    model: 'gpt-4.1-mini',
    messages: [
      { role: 'system', content: prompt.system },
      { role: 'user', content: prompt.user },
    ],
  })
  await pool.query(
    "update baseline_jobs set status = 'completed', result = $2, completed_at = clock_timestamp() where id = $1",
    [id, completion.choices[0]?.message.content],
  )
}

const worker = new Worker<{ id: string }>('baseline', (job) => write(job.data), {
  connection: new Redis(env.redisUrl, { maxRetriesPerRequest: null }),
  concurrency: env.concurrency,
})
worker.on('failed', (_job, error) => process.stderr.write(`${error.stack ?? error.message}\n`))
