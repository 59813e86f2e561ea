import { join } from 'node:path'
import { spawnApp, waitFor } from '@hg/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createProducer,
  createWorker,
  generation,
  queueCounts,
  type GenerationPayload,
  type Producer,
  type QueueConnection,
} from './index.ts'
import { backends, payload, startTestServer, type TestServer } from './test/harness.ts'

describe.each(backends)('what is lost on %s comes back', (kind) => {
  let server: TestServer
  let connection: QueueConnection
  let producer: Producer<GenerationPayload>
  let closing: (() => Promise<void>)[] = []

  beforeEach(async () => {
    server = await startTestServer(kind)
    connection = server.connect()
    producer = createProducer(connection, generation)
  })
  afterEach(async () => {
    for (const close of closing.reverse()) await close()
    closing = []
    await producer.close()
    await connection.close()
    await server.stop()
  })

  function work(lockMs = 30_000) {
    const handled: GenerationPayload[] = []
    const worker = createWorker(connection, generation, async (one) => void handled.push(one), {
      concurrency: 4,
      lockMs,
    })
    closing.push(() => worker.close({ timeoutMs: 1000 }))
    return handled
  }

  async function killWorkerHolding(job: GenerationPayload, lockMs: number) {
    const entry = join(import.meta.dirname, 'test', 'stuck-worker.ts')
    const app = await spawnApp(entry, {}, { args: [kind, server.url, String(lockMs)] })
    await producer.enqueue(job)
    await waitFor(() => app.logs.includes(`took ${job.job_id}`))
    await app.kill('SIGKILL')
  }

  it('a killed worker’s entry is delivered to another worker once its lock is over', async () => {
    const job = payload()
    await killWorkerHolding(job, 200)
    const handled = work(200)
    await waitFor(() => handled.length === 1)
    expect(handled).toEqual([job])
  })

  it('a killed worker’s job can be added under the next epoch without waiting for the lock', async () => {
    const job = payload()
    await killWorkerHolding(job, 60_000)
    const handled = work()
    await producer.enqueue({ ...job, epoch: 1 })
    await waitFor(() => handled.length === 1)
    expect(handled).toEqual([{ ...job, epoch: 1 }])
  })

  it('a flushed queue takes the same entries again, with producer and worker still at work', async () => {
    const jobs = Array.from({ length: 50 }, () => payload())
    const entries = jobs.map((one) => ({ payload: one }))
    await producer.enqueueMany(entries)
    await server.flush()
    expect(await queueCounts(connection, generation)).toEqual({ waiting: 0, delayed: 0, active: 0 })
    const handled = work()
    await producer.enqueueMany(entries)
    await waitFor(() => handled.length === jobs.length)
    await server.flush()
    await producer.enqueue({ ...payload(), epoch: 2 })
    await waitFor(() => handled.at(-1)?.epoch === 2)
  })
})
