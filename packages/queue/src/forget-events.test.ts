import { waitFor } from '@hg/testkit'
import { describe, expect, it } from 'vitest'
import { createProducer, createWorker, forgetEvents, generation } from './index.ts'
import { backends, payload, startTestServer } from './test/harness.ts'

describe.each(backends)('events on %s', (kind) => {
  it('are gone once they are as old as that, text in the making among them', async () => {
    const server = await startTestServer(kind)
    const connection = server.connect()
    const producer = createProducer(connection, generation)
    const holds = async (text: string) => (await server.dump()).includes(text)
    const worker = createWorker(
      connection,
      generation,
      async ({ job_id }, { progress }) => {
        progress({ job_id, attempt: 1, offset: 0, text: 'A text in the making' })
        await waitFor(() => holds('A text in the making'))
      },
      { concurrency: 1 },
    )
    const entry = payload()
    await producer.enqueue(entry)
    await waitFor(() => holds('completed'), { what: 'the entry being done' })

    await forgetEvents(connection, generation, 600_000)
    expect(await holds('A text in the making')).toBe(true)
    // The server's clock has to have moved on by as much as is asked for.
    await waitFor(async () => {
      await forgetEvents(connection, generation, 1)
      return !(await holds('A text in the making'))
    })
    expect(await holds(entry.job_id)).toBe(false)
    await worker.close({ timeoutMs: 1000 })
    await producer.close()
    await connection.close()
    await server.stop()
  })
})
