import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { freePort, waitFor } from '@hg/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  createProducer,
  createProgressListener,
  createWorker,
  generation,
  queueHealth,
  QueueUnavailableError,
} from './index.ts'
import { connectTo, payload } from './test/harness.ts'

let port: number
let redis: ChildProcess

function startRedis(): ChildProcess {
  return spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
}

async function stopRedis() {
  const exited = once(redis, 'exit')
  redis.kill('SIGKILL')
  await exited
}

beforeAll(async () => {
  port = await freePort()
  redis = startRedis()
})
afterAll(stopRedis)

it('a Redis that is killed and comes back empty serves the same worker, producer and listener', async () => {
  const connection = connectTo('redis', `redis://127.0.0.1:${port}`)
  const producer = createProducer(connection, generation)
  const handled: string[] = []
  const heard: string[] = []
  const listener = createProgressListener(connection, generation, ({ job_id }) => heard.push(job_id))
  const worker = createWorker(
    connection,
    generation,
    async ({ job_id }, { progress }) => {
      await waitFor(() => {
        progress({ job_id, attempt: 1, offset: 0, text: job_id })
        return heard.includes(job_id)
      })
      handled.push(job_id)
    },
    { concurrency: 2 },
  )
  const runs = async () => {
    await waitFor(async () => (await queueHealth(connection)) === 'healthy')
    const one = payload()
    await producer.enqueue(one)
    await waitFor(() => handled.includes(one.job_id))
  }
  await runs()
  await stopRedis()
  await expect(producer.enqueue(payload())).rejects.toThrow(QueueUnavailableError)
  redis = startRedis()
  await runs()

  await worker.close({ timeoutMs: 1000 })
  await listener.close()
  await producer.close()
  await connection.close()
})
