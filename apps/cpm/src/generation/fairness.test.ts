import { createWorker, generation } from '@hg/queue'
import { waitFor } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestCancel } from '../jobs/cancel.ts'
import { reconcileJobs } from '../jobs/reconcile.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin, queueJobs } from '../test/queue-jobs.ts'
import { runNext } from './run.ts'

describe.each(['redis', 'postgres'] as const)('free places, with the queue on %s,', (queueOn) => {
  let h: Harness
  let other: string

  beforeAll(async () => {
    h = await startHarness({ queueOn })
    other = h.stranger.customerId
  })
  afterAll(() => h.close())
  afterEach(async () => {
    await h.flushQueue()
    await askAdmin(h, `update jobs set status = 'cancelled' where status in ('pending', 'processing')`)
  })

  it('reach a single job of one client within twice the places, however many jobs of another wait before it', async () => {
    await queueJobs(h, other, 1000)
    const [workers, concurrency] = [2, 4]
    const running = Array.from({ length: workers }, () =>
      createWorker(h.queue, generation, (_word, io) => runNext(h.worker, io), { concurrency }),
    )
    const started = `select count(*)::int as count from jobs where client_id = $1 and started_at is not null`
    await waitFor(
      async () => ((await askAdmin<{ count: number }>(h, started, [other]))[0]?.count ?? 0) > workers * concurrency,
    )
    const { accepted } = await submitJob(
      h.server,
      h.as('member'),
      h.request({ llm: { provider: 'openai' }, priority: 10 }),
    )
    const [now] = await askAdmin<{ at: string }>(h, 'select clock_timestamp()::text as at')
    await waitFor(async () => (await h.row(accepted.job_id)).status === 'completed')
    await Promise.all(running.map((worker) => worker.close({ timeoutMs: 5000 })))
    const before = await askAdmin<{ count: number }>(
      h,
      `${started} and started_at > $2 and started_at < (select started_at from jobs where id = $3)`,
      [other, now?.at, accepted.job_id],
    )
    expect(before[0]?.count).toBeLessThanOrEqual(2 * workers * concurrency)
  })

  it('are filled again from Postgres after the queue was flushed', async () => {
    const ids = await queueJobs(h, other, 3)
    const [cancelled] = await queueJobs(h, h.tenant.customerId, 1)
    await h.flushQueue()
    await requestCancel(h.server, h.as('member'), cancelled ?? '')
    await askAdmin(h, `alter table jobs disable trigger jobs_touch`)
    await askAdmin(h, `update jobs set updated_at = now() - interval '1 minute' where id = any($1)`, [ids])
    await askAdmin(h, `alter table jobs enable trigger jobs_touch`)
    expect(await reconcileJobs(h.worker, { patienceMs: 30_000 })).toBe(3)
    expect(await reconcileJobs(h.worker, { patienceMs: 30_000 })).toBe(0)
    const worker = createWorker(h.queue, generation, (_word, io) => runNext(h.worker, io), { concurrency: 2 })
    const done = `select count(*)::int as count from jobs where id = any($1) and status = 'completed'`
    await waitFor(async () => (await askAdmin<{ count: number }>(h, done, [ids]))[0]?.count === ids.length)
    await worker.close({ timeoutMs: 5000 })
  })
})
