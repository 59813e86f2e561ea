import { generateRequest, longestDelayDays } from '@hg/contracts'
import { connectQueue, createProducer, createWorker, generation, type GenerationPayload } from '@hg/queue'
import { createLogger } from '@hg/runtime'
import { createTestRedis, withClient } from '@hg/testkit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../test/harness.ts'
import { requestCancel } from './cancel.ts'
import { readJob } from './get.ts'
import { searchJobs } from './list.ts'
import { reconcileJobs } from './reconcile.ts'
import { submitJob } from './submit.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

const hourMs = 3_600_000
const at = (fromNowMs: number) => new Date(Date.now() + fromNowMs).toISOString()
const submitAt = async (not_before: string) =>
  (await submitJob(h.server, h.as('member'), h.request({ not_before }))).accepted.job_id
/** What the reconciler would tell the queue of. */
async function toldOf(): Promise<string[]> {
  const told: string[] = []
  const producer = {
    ...h.server.producer,
    countWaiting: () => Promise.resolve(0),
    enqueueMany: (entries: { payload: GenerationPayload }[]) => {
      told.push(...entries.map(({ payload }) => payload.job_id))
      return Promise.resolve()
    },
  }
  await reconcileJobs({ ...h.server, producer }, { patienceMs: 0 })
  return told
}
/** Past row-level security: lets the moment come. */
const letItCome = (id: string) =>
  withClient(h.target.adminUrl, (db) =>
    db.query('update jobs set not_before = now(), lease_until = now() where id = $1', [id]),
  )

describe('a job that is to begin later', () => {
  it('is not begun before, however it is delivered, and is written once its time has come', async () => {
    const not_before = at(hourMs)
    const id = await submitAt(not_before)
    await h.deliver(id)
    expect(await h.row(id)).toMatchObject({ status: 'pending', epoch: 0 })
    const job = await readJob(h.server, h.as('viewer'), id)
    expect(job).toMatchObject({ status: 'pending', not_before })
    const { items } = await searchJobs(h.server, h.as('viewer'), { limit: 100 })
    expect(items.find((one) => one.id === id)?.not_before).toBe(not_before)
    await letItCome(id)
    await h.deliver(id)
    expect((await h.row(id)).status).toBe('completed')
  })

  it('is told to the queue again when its time has come, and not before', async () => {
    const id = await submitAt(at(hourMs))
    expect(await toldOf()).not.toContain(id)
    await letItCome(id)
    expect(await toldOf()).toContain(id)
  })

  it('can be cancelled, and is then never begun', async () => {
    const id = await submitAt(at(hourMs))
    await requestCancel(h.server, h.as('member'), id)
    await letItCome(id).catch(() => undefined)
    await h.deliver(id)
    expect(await h.row(id)).toMatchObject({ status: 'cancelled', epoch: 0 })
    expect(await toldOf()).not.toContain(id)
  })

  it.each([
    ['a moment ago', -1000],
    ['years ago', -5 * 365 * 24 * hourMs],
  ])('begins at once when that was %s', async (_, fromNowMs) => {
    const id = await submitAt(at(fromNowMs))
    await h.deliver(id)
    expect((await h.row(id)).status).toBe('completed')
  })

  it('means the same moment in any time zone', async () => {
    const moment = at(hourMs)
    const elsewhere = `${new Date(Date.parse(moment) + 5.5 * hourMs).toISOString().slice(0, -1)}+05:30`
    expect((await readJob(h.server, h.as('viewer'), await submitAt(elsewhere))).not_before).toBe(moment)
  })

  it('waits at most as long as is allowed', () => {
    const ask = (days: number) => generateRequest.safeParse(h.request({ not_before: at(days * 24 * hourMs) })).success
    expect([ask(longestDelayDays - 0.01), ask(longestDelayDays + 0.01)]).toEqual([true, false])
  })
})

describe('the queue', () => {
  it('holds such a job back, and gives it out when its moment comes, also after it has lost everything', async () => {
    const redis = await createTestRedis()
    const queue = connectQueue({ redisUrl: redis.url, logger: createLogger({ service: 'test', level: 'silent' }) })
    const producer = createProducer(queue, generation)
    const server = { ...h.server, producer }
    const delivered: string[] = []
    const awaited = new Map<string, () => void>()
    const arrivalOf = (id: string) =>
      delivered.includes(id) ? Promise.resolve() : new Promise<void>((resolve) => awaited.set(id, resolve))
    const worker = createWorker(
      queue,
      generation,
      (payload) => {
        delivered.push(payload.job_id)
        awaited.get(payload.job_id)?.()
        return Promise.resolve()
      },
      { concurrency: 1 },
    )
    try {
      const submit = async (fields: object) =>
        (await submitJob(server, h.as('member'), h.request(fields))).accepted.job_id
      const later = await submit({ not_before: at(hourMs) })
      const soon = await submit({ not_before: at(300) })
      await arrivalOf(soon)
      expect(delivered).toEqual([soon])
      const emptied = new Redis(redis.url)
      await emptied.flushdb()
      await emptied.quit()
      await letItCome(later)
      const arrived = arrivalOf(later)
      await reconcileJobs(server, { patienceMs: 0 })
      await arrived
      expect(delivered.filter((id) => id === later)).toHaveLength(1)
    } finally {
      await worker.close({ timeoutMs: 1000 })
      await producer.close()
      await queue.close()
      await redis.release()
    }
  })
})
