import { randomUUID } from 'node:crypto'
import { Queue } from 'bullmq'
import Fastify from 'fastify'
import { Redis } from 'ioredis'
import pg from 'pg'
import { readBaselineEnv } from './env.ts'
import { poolSize } from './table.ts'

// Accepts a job: a row, an entry in the queue, 202.
const env = readBaselineEnv()
const pool = new pg.Pool({ connectionString: env.databaseUrl, max: poolSize })
const queue = new Queue('baseline', { connection: new Redis(env.redisUrl, { maxRetriesPerRequest: null }) })
const app = Fastify()

app.get('/health', () => ({ status: 'healthy' }))

app.post('/generate', async (request, reply) => {
  const id = randomUUID()
  await pool.query('insert into baseline_jobs (id, body) values ($1, $2)', [id, request.body])
  await queue.add('job', { id }, { jobId: id, removeOnComplete: true, removeOnFail: true })
  return reply.code(202).send({ job_id: id, status: 'pending' })
})

await app.listen({ host: '127.0.0.1', port: env.port })
