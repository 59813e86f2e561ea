import { modelChoice } from '@hg/contracts'
import { withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestCancel } from '../jobs/cancel.ts'
import { reconcileJobs } from '../jobs/reconcile.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterEach(() => {
  h.others.isAway = false
  h.sandbox.reset()
})
afterAll(() => h.close())

async function submit(fields: Parameters<Harness['request']>[0] = {}): Promise<string> {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request({ llm: { provider: 'openai' }, ...fields }))
  return accepted.job_id
}

/** Past row-level security: makes a running job look as if its worker had been lost. */
const expireLease = (id: string) =>
  withClient(h.target.adminUrl, (db) =>
    db.query(`update jobs set lease_until = now() - interval '1 second' where id = $1`, [id]),
  )

const sum = (amounts: (string | null)[]) => amounts.reduce((total, amount) => total + Number(amount ?? 0), 0)

describe('a delivered job', () => {
  it('completes with result, checks, one attempt and one charge', async () => {
    const id = await submit({ keywords: ['parking lot'] })
    await h.deliver(id)
    const row = await h.row(id)
    expect(row).toMatchObject({ status: 'completed', epoch: 1, llm_provider: 'openai', lease_until: null })
    expect(row.title).toBeTruthy()
    expect(row.word_count).toBeGreaterThan(300)
    expect(Number(row.quality_score)).toBeGreaterThan(0)
    const attempts = await h.attempts(id)
    expect(attempts).toMatchObject([{ attempt: 1, status: 'succeeded', charge_estimated: false, epoch: 1 }])
    expect(Number(row.estimated_cost)).toBeCloseTo(sum(attempts.map((attempt) => attempt.amount_usd)), 10)
    expect(row.total_tokens).toBe((row.input_tokens ?? 0) + (row.output_tokens ?? 0))
  })

  it('delivered twice is written once', async () => {
    const id = await submit()
    await Promise.all([h.deliver(id), h.deliver(id)])
    await h.deliver(id)
    await h.deliver(id, 1)
    expect(await h.attempts(id)).toHaveLength(1)
    expect(await h.row(id)).toMatchObject({ status: 'completed', epoch: 1 })
  })

  it('falls back to another provider when a key is refused, and charges only what was used', async () => {
    const id = await submit({ brief: '[[sandbox:fault=401 provider=openai]]' })
    await h.deliver(id)
    const row = await h.row(id)
    expect(row.status).toBe('completed')
    expect(row.llm_provider).not.toBe('openai')
    const attempts = await h.attempts(id)
    expect(attempts.map((attempt) => attempt.status)).toEqual(['failed', 'succeeded'])
    expect(Number(attempts[0]?.amount_usd ?? 0)).toBe(0)
    // It says what was asked for, what wrote it, and why.
    expect(row).toMatchObject({ requested_provider: 'openai', requested_model: attempts[0]?.model_requested })
    expect(attempts.map(({ choice }) => choice)).toMatchObject([
      { reason: 'provider_named', routing: 'balanced' },
      { reason: 'other_provider', routing: 'balanced' },
    ])
    expect(modelChoice.parse(attempts[0]?.choice).considered?.length).toBeGreaterThan(3)
  })

  it('whose content is refused fails, and is sent nowhere else', async () => {
    const id = await submit({ brief: '[[sandbox:fault=refused]]' })
    await h.deliver(id)
    expect(await h.row(id)).toMatchObject({ status: 'failed', error_code: 'provider_refused_content' })
    expect(await h.attempts(id)).toHaveLength(1)
  })

  it('whose content is refused goes to another provider where the strategy says so', async () => {
    const { strategy } = h.others
    h.others.strategy = { ...strategy, llm: { on_refusal: 'other_provider' } }
    h.server.strategies.forget()
    const id = await submit({ brief: '[[sandbox:fault=refused provider=openai]]' })
    h.others.strategy = strategy
    h.server.strategies.forget()
    await h.deliver(id)
    expect((await h.attempts(id)).map(({ status, choice }) => [status, choice])).toMatchObject([
      ['failed', { reason: 'provider_named' }],
      ['succeeded', { reason: 'after_refusal' }],
    ])
  })
})

describe('a cancelled job', () => {
  it('reaches the call that is under way, never completes, and is charged once, as an estimate', async () => {
    const id = await submit({ brief: '[[sandbox:pause]]' })
    const delivered = h.deliver(id)
    await h.sandbox.untilPaused(1)
    await requestCancel(h.server, h.as('member'), id)
    h.worker.running.stop(id, 'cancelled')
    await delivered
    const row = await h.row(id)
    expect(row).toMatchObject({ status: 'cancelled', result: null })
    const attempts = await h.attempts(id)
    expect(attempts).toMatchObject([{ status: 'aborted', charge_estimated: true }])
    expect(Number(row.estimated_cost)).toBeGreaterThan(0)
    expect(Number(row.estimated_cost)).toBeCloseTo(Number(attempts[0]?.amount_usd), 10)
  })
})

describe('a job whose worker was lost and that is cancelled then', () => {
  it('is charged for the call that was cut', async () => {
    const id = await submit({ brief: '[[sandbox:pause times=1]]' })
    const lost = h.deliver(id)
    await h.sandbox.untilPaused(1)
    await expireLease(id)
    await requestCancel(h.server, h.as('member'), id)
    const row = await h.row(id)
    expect(row.status).toBe('cancelled')
    expect(Number(row.estimated_cost)).toBeGreaterThan(0)
    expect(await h.attempts(id)).toMatchObject([{ status: 'lost', charge_estimated: true }])
    h.sandbox.resume()
    await lost
    expect(await h.attempts(id)).toHaveLength(1)
    expect(await h.row(id)).toMatchObject({ status: 'cancelled', estimated_cost: row.estimated_cost })
  })
})

describe('a lost worker', () => {
  it('leaves a job to the next one, which charges the call that was cut and writes the piece', async () => {
    const id = await submit({ brief: '[[sandbox:pause times=1]]' })
    const lost = h.deliver(id)
    await h.sandbox.untilPaused(1)
    await expireLease(id)
    await h.deliver(id, 1)
    expect(await h.row(id)).toMatchObject({ status: 'completed', epoch: 2, crashes: 1 })
    h.sandbox.resume()
    await lost
    const attempts = await h.attempts(id)
    expect(attempts).toMatchObject([
      { attempt: 1, status: 'lost', charge_estimated: true },
      { attempt: 2, status: 'succeeded', charge_estimated: false },
    ])
    const row = await h.row(id)
    expect(row).toMatchObject({ status: 'completed', epoch: 2 })
    expect(Number(row.estimated_cost)).toBeCloseTo(sum(attempts.map((attempt) => attempt.amount_usd)), 10)
  })

  it('five times over fails the job', async () => {
    const id = await submit()
    await withClient(h.target.adminUrl, (db) =>
      db.query(
        `update jobs set status = 'processing', crashes = 4, epoch = 5, lease_until = now() - interval '1 second' where id = $1`,
        [id],
      ),
    )
    await h.deliver(id, 5)
    expect(await h.row(id)).toMatchObject({ status: 'failed', error_code: 'worker_crashed', crashes: 5 })
    expect(await h.attempts(id)).toHaveLength(0)
  })
})

describe('a worker that goes down', () => {
  it('hands its job back, to be written under the next delivery', async () => {
    const id = await submit({ brief: '[[sandbox:pause times=1]]' })
    const shutdown = new AbortController()
    const delivered = h.deliver(id, 0, shutdown.signal)
    await h.sandbox.untilPaused(1)
    shutdown.abort()
    await delivered
    expect(await h.row(id)).toMatchObject({ status: 'pending', epoch: 1, crashes: 0 })
    await h.deliver(id, 1)
    expect(await h.row(id)).toMatchObject({ status: 'completed', epoch: 2, crashes: 0 })
  })
})

describe('the instructions module being away', () => {
  it('makes the job wait, not fail', async () => {
    const id = await submit()
    h.others.isAway = true
    await h.deliver(id)
    expect(await h.row(id)).toMatchObject({ status: 'pending', epoch: 1 })
    h.others.isAway = false
    await h.deliver(id, 1)
    expect(await h.row(id)).toMatchObject({ status: 'completed' })
  })
})

describe('the reconciler', () => {
  it('tells the queue of what it lost, and changes no epoch', async () => {
    const [pending, lost, running] = [await submit(), await submit(), await submit()]
    await withClient(h.target.adminUrl, async (db) => {
      await db.query(`alter table jobs disable trigger jobs_touch`)
      await db.query(`update jobs set updated_at = now() - interval '1 minute' where id = $1`, [pending])
      await db.query(
        `update jobs set status = 'processing', epoch = 3, lease_until = now() - interval '1 second' where id = $1`,
        [lost],
      )
      await db.query(
        `update jobs set status = 'processing', epoch = 1, lease_until = now() + interval '1 minute' where id = $1`,
        [running],
      )
      await db.query(`alter table jobs enable trigger jobs_touch`)
    })
    const client_id = h.tenant.customerId
    const tell = async (stillWaiting: number) => {
      const told: { job_id: string; epoch: number }[] = []
      const producer = {
        ...h.worker.producer,
        countWaiting: async () => stillWaiting,
        enqueueMany: async (entries: { payload: (typeof told)[number] }[]) =>
          void told.push(...entries.map((entry) => entry.payload)),
      }
      await reconcileJobs({ db: h.db, producer }, { patienceMs: 30_000 })
      return told
    }
    const told = await tell(0)
    expect(told).toContainEqual({ job_id: pending, client_id, epoch: 0, again: expect.any(Number) as number })
    expect(told).toContainEqual({ job_id: lost, client_id, epoch: 3, again: expect.any(Number) as number })
    expect(told.map((payload) => payload.job_id)).not.toContain(running)
    // Whoever gets an entry claims what is next: as many as wait are enough.
    expect(await tell(told.length - 1)).toHaveLength(1)
    expect(await tell(told.length)).toHaveLength(0)
    expect(await h.row(lost)).toMatchObject({ epoch: 3 })
  })
})
