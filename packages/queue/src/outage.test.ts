import type { JobTextEvent } from '@hg/contracts'
import { waitFor } from '@hg/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createProducer,
  createProgressListener,
  createWorker,
  generation,
  queueCounts,
  queueHealth,
  QueueUnavailableError,
  type Producer,
  type GenerationPayload,
  type HandlerContext,
} from './index.ts'
import { backends, payload, startTestServer, type TestServer } from './test/harness.ts'

describe.each(backends)('a queue whose %s is away', (kind) => {
  let server: TestServer
  let closing: (() => Promise<void>)[] = []

  beforeEach(async () => {
    server = await startTestServer(kind)
  })
  afterEach(async () => {
    for (const close of closing.reverse()) await close()
    closing = []
    await server.stop()
  })

  function open() {
    const connection = server.connect()
    const producer = createProducer(connection, generation)
    closing.push(
      () => connection.close(),
      () => producer.close(),
    )
    return { connection, producer }
  }

  const refused = (producer: Producer<GenerationPayload>) =>
    expect(producer.enqueue(payload())).rejects.toThrow(QueueUnavailableError)
  const accepted = (producer: Producer<GenerationPayload>, one = payload()) =>
    waitFor(() =>
      producer.enqueue(one).then(
        () => true,
        () => false,
      ),
    )

  it('refuses an entry at once and takes it when the server is back', async () => {
    const { connection, producer } = open()
    await producer.enqueue(payload())
    await server.proxy.refuse()
    await refused(producer)
    await expect(producer.enqueueMany([{ payload: payload() }])).rejects.toThrow(QueueUnavailableError)
    expect(await queueHealth(connection)).toBe('unhealthy')
    await expect(queueCounts(connection, generation)).rejects.toThrow(QueueUnavailableError)
    await server.proxy.resume()
    await accepted(producer)
    expect(await queueHealth(connection)).toBe('healthy')
    expect(await queueCounts(connection, generation)).toMatchObject({ waiting: 2 })
  })

  it('does not let a producer wait for a server that hangs', async () => {
    const { connection, producer } = open()
    await producer.enqueue(payload())
    server.proxy.pause()
    await Promise.all([refused(producer), queueHealth(connection).then((state) => expect(state).toBe('unhealthy'))])
    await server.proxy.resume()
    await accepted(producer)
  })

  it('can be connected to before the server is there', async () => {
    await server.proxy.refuse()
    const { connection, producer } = open()
    await refused(producer)
    const handled: string[] = []
    const worker = createWorker(connection, generation, async ({ job_id }) => void handled.push(job_id), {
      concurrency: 2,
    })
    closing.push(() => worker.close({ timeoutMs: 1000 }))
    await server.proxy.resume()
    const one = payload()
    await accepted(producer, one)
    await waitFor(() => handled.includes(one.job_id))
    expect(worker.isRunning()).toBe(true)
  })

  it('is served again by the same worker when the server is back', async () => {
    const { connection, producer } = open()
    const handled: string[] = []
    const worker = createWorker(connection, generation, async ({ job_id }) => void handled.push(job_id), {
      concurrency: 4,
    })
    closing.push(() => worker.close({ timeoutMs: 1000 }))
    const before = payload()
    await producer.enqueue(before)
    await waitFor(() => handled.includes(before.job_id))
    for (const breakIt of [() => server.proxy.refuse(), () => Promise.resolve(server.proxy.cut())]) {
      await breakIt()
      await server.proxy.resume()
      const after = payload()
      await accepted(producer, after)
      await waitFor(() => handled.includes(after.job_id))
    }
  })

  it('lets a listener hear progress again when the server is back', async () => {
    const { connection, producer } = open()
    const heard: string[] = []
    const listener = createProgressListener(connection, generation, ({ text }) => heard.push(text))
    let text = 'before'
    let stop = false
    const handler = async ({ job_id }: GenerationPayload, { progress }: HandlerContext<JobTextEvent>) => {
      await waitFor(
        () => {
          progress({ job_id, attempt: 1, offset: 0, text })
          return stop
        },
        { timeoutMs: 60_000 },
      )
    }
    const worker = createWorker(connection, generation, handler, { concurrency: 1 })
    closing.push(
      () => worker.close({ timeoutMs: 1000 }),
      () => listener.close(),
    )
    await accepted(producer)
    await waitFor(() => heard.includes('before'))
    await server.proxy.refuse()
    await server.proxy.resume()
    text = 'after'
    await waitFor(() => heard.includes('after'))
    stop = true
  })

  it('does not keep workers, listeners and producers from closing', async () => {
    const { connection, producer } = open()
    await producer.enqueue(payload())
    const parts = [1, 2].map(() => createWorker(connection, generation, async () => undefined, { concurrency: 1 }))
    const listener = createProgressListener(connection, generation, () => undefined)
    await waitFor(() => parts.every((worker) => worker.isRunning()))
    await server.proxy.refuse()
    const late = createWorker(connection, generation, async () => undefined, { concurrency: 1 })
    await Promise.all([...parts, late].map((worker) => worker.close({ timeoutMs: 300 })))
    await listener.close()
  })
})
