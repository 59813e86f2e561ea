import type { JobTextEvent } from '@hg/contracts'
import { waitFor } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createProducer,
  createWorker,
  generation,
  queueCounts,
  queueHealth,
  type GenerationPayload,
  type HandlerContext,
  type QueueConnection,
  type QueueWorker,
} from './index.ts'
import { backends, gate, payload, startTestServer, type TestServer } from './test/harness.ts'

describe.each(backends)('a queue on %s', (kind) => {
  let server: TestServer
  let connection: QueueConnection
  let closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    await server.flush()
    connection = server.connect()
  })
  afterEach(async () => {
    for (const close of closing.reverse()) await close()
    closing = []
    await connection.close()
  })

  function produce() {
    const producer = createProducer(connection, generation)
    closing.push(() => producer.close())
    return producer
  }

  function work(
    handler: (payload: GenerationPayload, context: HandlerContext<JobTextEvent>) => Promise<void>,
    concurrency = 1,
  ): QueueWorker {
    const worker = createWorker(connection, generation, handler, { concurrency })
    closing.push(() => worker.close({ timeoutMs: 1000 }))
    return worker
  }

  it('hands each entry to one handler, with its payload', async () => {
    const payloads = Array.from({ length: 20 }, () => payload())
    const [first, ...others] = payloads
    const producer = produce()
    await producer.enqueue(first as GenerationPayload)
    await producer.enqueueMany(others.map((one) => ({ payload: one })))
    const handled: GenerationPayload[] = []
    work(async (one) => void handled.push(one), 4)
    await waitFor(() => handled.length >= payloads.length)
    const byId = (a: GenerationPayload, b: GenerationPayload) => a.job_id.localeCompare(b.job_id)
    expect(handled.sort(byId)).toEqual([...payloads].sort(byId))
  })

  it('takes an entry only once while its id is waiting or running, alone or among many', async () => {
    const [one, two] = [payload(), payload()]
    const producer = produce()
    await producer.enqueue(one)
    await producer.enqueue(one)
    await producer.enqueueMany([{ payload: one }, { payload: two }, { payload: two }])
    expect(await queueCounts(connection, generation)).toMatchObject({ waiting: 2 })

    const release = gate()
    work(() => release.opened, 2)
    await waitFor(async () => (await queueCounts(connection, generation)).active === 2)
    await producer.enqueueMany([{ payload: one }, { payload: two }])
    expect(await queueCounts(connection, generation)).toEqual({ waiting: 0, delayed: 0, active: 2 })
    release.open()
  })

  it('takes the same id again once it is through, and the next epoch at any time', async () => {
    const one = payload()
    const producer = produce()
    const handled: number[] = []
    work(async ({ epoch }) => void handled.push(epoch))
    await producer.enqueue(one)
    await waitFor(() => handled.length === 1)
    await waitFor(async () => (await queueCounts(connection, generation)).active === 0)
    await producer.enqueueMany([{ payload: one }])
    await producer.enqueue({ ...one, epoch: 1 })
    await waitFor(() => handled.length === 3)
    expect(handled.sort()).toEqual([0, 0, 1])
  })

  it('serves entries in the order they came, alone or among many', async () => {
    const payloads = Array.from({ length: 8 }, () => payload())
    const producer = produce()
    for (const one of payloads.slice(0, 4)) await producer.enqueue(one)
    await producer.enqueueMany(payloads.slice(4).map((one) => ({ payload: one })))
    const served: string[] = []
    work(async ({ job_id }) => void served.push(job_id))
    await waitFor(() => served.length === payloads.length)
    expect(served).toEqual(payloads.map((one) => one.job_id))
  })

  it('takes word of the same job again while its first entry is with a worker', async () => {
    const one = payload()
    const producer = produce()
    const release = gate()
    const handled: (number | undefined)[] = []
    work(async ({ again }) => {
      handled.push(again)
      await release.opened
    }, 2)
    await producer.enqueue(one)
    await waitFor(() => handled.length === 1)
    await producer.enqueueMany([{ payload: { ...one, again: 7 } }, { payload: { ...one, again: 7 } }])
    await waitFor(() => handled.length === 2)
    expect(await producer.countWaiting()).toBe(0)
    release.open()
    expect(handled).toEqual([undefined, 7])
  })

  it('holds a delayed entry back until its time', async () => {
    const producer = produce()
    const servedAt: number[] = []
    work(async () => void servedAt.push(Date.now()))
    const enqueuedAt = Date.now()
    await producer.enqueue(payload(), { delayMs: 400 })
    await waitFor(() => servedAt.length === 1)
    expect(servedAt[0]).toBeGreaterThanOrEqual(enqueuedAt + 400)
  })

  it('logs a handler that throws and does not call it again', async () => {
    const errors = vi.spyOn(connection.logger, 'error')
    const failing = payload()
    const next = payload()
    const producer = produce()
    const handled: string[] = []
    work(async ({ job_id }) => {
      handled.push(job_id)
      if (job_id === failing.job_id) throw new Error('no luck')
    })
    await producer.enqueue(failing)
    await waitFor(() => handled.length === 1)
    await producer.enqueue(next)
    await waitFor(async () => {
      const counts = await queueCounts(connection, generation)
      return handled.length === 2 && counts.active + counts.waiting + counts.delayed === 0
    })
    expect(handled).toEqual([failing.job_id, next.job_id])
    expect(errors).toHaveBeenCalledWith(
      expect.objectContaining({ queue: 'generation', entryId: `${failing.job_id}-0` }),
      'queue handler failed',
    )
    errors.mockRestore()
  })

  it('refuses a payload that is not of its schema before sending it', async () => {
    const producer = produce()
    const wrong = { ...payload(), epoch: -1 }
    await expect(producer.enqueue(wrong)).rejects.toThrow(/epoch/)
    await expect(producer.enqueueMany([{ payload: payload() }, { payload: wrong }])).rejects.toThrow(/epoch/)
    expect(await queueCounts(connection, generation)).toMatchObject({ waiting: 0 })
  })

  it('lets a closing worker finish what it has and take no more', async () => {
    const producer = produce()
    await producer.enqueueMany([{ payload: payload() }, { payload: payload() }])
    const release = gate()
    const finished: string[] = []
    const started: string[] = []
    const worker = work(async ({ job_id }) => {
      started.push(job_id)
      await release.opened
      finished.push(job_id)
    })
    await waitFor(() => started.length === 1)
    const closed = worker.close({ timeoutMs: 10_000 })
    expect(worker.isRunning()).toBe(false)
    release.open()
    await closed
    expect(finished).toEqual(started)
    expect(await queueCounts(connection, generation)).toEqual({ waiting: 1, delayed: 0, active: 0 })
  })

  it('aborts the handlers of a closing worker when its time is up', async () => {
    const producer = produce()
    await producer.enqueue(payload())
    const started = gate()
    let aborted = false
    const worker = work(async (_payload, { signal }) => {
      started.open()
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      aborted = signal.aborted
    })
    await started.opened
    await worker.close({ timeoutMs: 50 })
    expect(aborted).toBe(true)
  })

  it('is healthy while its server answers', async () => {
    expect(await queueHealth(connection)).toBe('healthy')
  })
})
