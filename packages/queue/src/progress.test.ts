import { waitFor } from '@hg/testkit'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { createProducer, createProgressListener, createWorker, generation, mergeText, type TextState } from './index.ts'
import { backends, gate, payload, startTestServer, type TestServer } from './test/harness.ts'

describe.each(backends)('progress on %s', (kind) => {
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

  it('reaches every listener in the order it was published, with the id of the job that it is about', async () => {
    const connection = server.connect()
    const producer = createProducer(connection, generation)
    const heard = [0, 1].map(() => new Map<string, TextState | undefined>())
    const listeners = heard.map((texts) =>
      createProgressListener(connection, generation, (piece) => {
        texts.set(piece.job_id, mergeText(texts.get(piece.job_id), piece))
      }),
    )
    const hasHeard = (jobId: string, text: string) => heard.every((texts) => texts.get(jobId)?.text === text)
    const done = gate()
    const worker = createWorker(
      connection,
      generation,
      async ({ job_id }, { progress }) => {
        // A listener hears from now on only, so the first piece is repeated until all listen.
        await waitFor(() => {
          progress({ job_id, attempt: 1, offset: 0, text: 'One' })
          return hasHeard(job_id, 'One')
        })
        let text = 'One'
        for (const more of [', two', ', three', '.']) {
          const piece = { job_id, attempt: 1, offset: text.length, text: more }
          text += more
          await waitFor(() => {
            progress(piece)
            return hasHeard(job_id, text)
          })
        }
        done.open()
      },
      { concurrency: 2 },
    )
    closing.push(
      () => connection.close(),
      () => producer.close(),
      () => worker.close({ timeoutMs: 1000 }),
      ...listeners.map((listener) => () => listener.close()),
    )
    const jobs = [payload(), payload(3)]
    await producer.enqueueMany(jobs.map((one) => ({ payload: one })))
    await done.opened
    await waitFor(() => jobs.every((one) => hasHeard(one.job_id, 'One, two, three.')))
  })
})
