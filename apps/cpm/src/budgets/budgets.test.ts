import type { GenerateRequest } from '@hg/contracts'
import { createDatabase, createListener } from '@hg/db'
import { scaleUsd, sumUsd } from '@hg/llm'
import { type Context, createLogger } from '@hg/runtime'
import { createTenant, type Tenant, waitFor, whileHeld, withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestCancel } from '../jobs/cancel.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { getBudget } from './get.ts'
import { putBudget } from './put.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterEach(async () => {
  h.sandbox.reset()
  expect(await wrongCounters()).toEqual([])
})
afterAll(() => h.close())

const logger = createLogger({ service: 'test', level: 'silent' })
const admin = <T extends object>(sql: string, values: unknown[] = []) =>
  withClient(h.target.adminUrl, async (db) => (await db.query<T>(sql, values)).rows)

/** Budgets whose figures are not what a count of charges and reservations says; and reservations of ended jobs. */
async function wrongCounters(): Promise<unknown[]> {
  return admin(`
    select b.client_id, b.reserved_usd, app.count_reserved(b.client_id) as reserved, m.month, m.spent_usd,
      app.count_spent(b.client_id, m.month) as spent
    from budgets b left join budget_months m using (client_id)
    where b.reserved_usd <> app.count_reserved(b.client_id) or m.spent_usd <> app.count_spent(b.client_id, m.month)
    union all
    select j.id, r.remaining_usd, 0, null, 0, 0
    from jobs j left join budget_reservations r on r.job_id = j.id
    where (j.status in ('pending', 'processing')) <> (r.job_id is not null)`)
}

interface Place extends Tenant {
  as: (role: keyof Tenant['users']) => Context
  request: (fields?: Partial<GenerateRequest>) => GenerateRequest
  submit: (fields?: Partial<GenerateRequest>) => Promise<string>
  limit: (clientId: string, hard: string | null, soft?: string | null) => ReturnType<typeof putBudget>
}

/** Tenants of each test's own: budgets are theirs alone. */
async function makePlace(): Promise<Place> {
  const tenant = await createTenant(h.target.adminUrl)
  const as = (role: keyof Tenant['users']) => person(tenant.users[role])
  const request: Place['request'] = (fields = {}) =>
    h.request({ client_id: tenant.customerId, llm: { provider: 'openai' }, ...fields })
  return {
    ...tenant,
    as,
    request,
    submit: async (fields) => (await submitJob(h.server, as('member'), request(fields))).accepted.job_id,
    limit: (client_id, hard_usd, soft_usd = null) =>
      putBudget(h.server, as('owner'), { client_id, hard_usd, soft_usd }),
  }
}

const person = (id: string): Context => ({ actor: { kind: 'user', id }, requestId: 'test', address: null })
const own = async (place: Place, clientId: string) => (await getBudget(h.server, place.as('viewer'), clientId)).own
const costOf = async (jobId: string) =>
  (await admin<{ cost: string }>('select estimated_cost::text as cost from jobs where id = $1', [jobId]))[0]?.cost ?? ''
const highOf = async (place: Place) =>
  (await submitJob(h.server, place.as('member'), place.request())).accepted.estimated_cost_usd

describe('a hard limit', () => {
  it('with room for 10 admits exactly 10 of 200 parallel requests, and the refused leave nothing', async () => {
    const place = await makePlace()
    const high = await highOf(place)
    // One is under way already.
    await place.limit(place.agencyId, sumUsd([scaleUsd(high, 11), scaleUsd(high, 0.5)]))
    const db = createDatabase({
      url: h.target.url,
      max: 40,
      applicationName: 'test',
      logger,
      connectTimeoutMs: 120_000,
    })
    try {
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          submitJob(
            { ...h.server, db },
            place.as('member'),
            place.request({ client_id: index % 2 ? place.customerId : place.siblingId }),
            `key-${index}`,
          ).then(
            () => 'accepted',
            (error: { code?: string }) => error.code,
          ),
        ),
      )
      expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(10)
      expect(outcomes.filter((outcome) => outcome === 'budget_spent')).toHaveLength(190)
    } finally {
      await db.close()
    }
    const left = await admin<{ jobs: number; keys: number }>(
      `select (select count(*)::int from jobs where client_id = any ($1)) as jobs,
         (select count(*)::int from idempotency_keys where client_id = any ($1)) as keys`,
      [[place.customerId, place.siblingId]],
    )
    expect(left).toEqual([{ jobs: 11, keys: 10 }])
    expect((await own(place, place.agencyId)).reserved_usd).toBe(scaleUsd(high, 11))
  })

  it('at any level above refuses, and names that level with its figures', async () => {
    const place = await makePlace()
    const high = await highOf(place)
    await place.limit(place.agencyId, scaleUsd(high, 1.5))
    await place.limit(place.customerId, '100')
    const { name } =
      (await admin<{ name: string }>('select name from clients where id = $1', [place.agencyId]))[0] ?? {}
    const refused = submitJob(h.server, place.as('member'), place.request({ client_id: place.siblingId }))
    await expect(refused).rejects.toMatchObject({
      code: 'budget_spent',
      status: 402,
      message: expect.stringMatching(
        new RegExp(`budget of ${name}.*\\$0 is spent and \\$${high} reserved.*\\$${high}`),
      ) as string,
    })
  })

  it('of a client that the caller may not see is not told about', async () => {
    const place = await makePlace()
    await place.limit(place.agencyId, '0.0000001')
    const refused = submitJob(h.server, person(place.customerUserId), place.request())
    await expect(refused).rejects.toMatchObject({
      code: 'budget_spent',
      message: expect.not.stringMatching(/Agency|\$|\d/) as string,
    })
    const seen = await getBudget(h.server, person(place.customerUserId), place.customerId)
    expect(seen.above).toEqual([null])
  })

  it('that is raised lets work through again, and one that is lowered stops nothing under way', async () => {
    const place = await makePlace()
    const high = await highOf(place)
    await place.limit(place.customerId, high)
    await expect(place.submit()).rejects.toMatchObject({ code: 'budget_spent' })
    await place.limit(place.customerId, scaleUsd(high, 2))
    const id = await place.submit()
    await place.limit(place.customerId, '0')
    await h.deliver(id, 0, undefined, place.customerId)
    expect((await admin('select status from jobs where id = $1', [id]))[0]).toEqual({ status: 'completed' })
    expect((await own(place, place.customerId)).spent_usd).toBe(await trimmedCost(id))
    await place.limit(place.customerId, null)
    expect(await own(place, place.customerId)).toMatchObject({ hard_usd: null, soft_usd: null })
    await place.submit()
  })
})

const trimmedCost = async (id: string) => sumUsd([await costOf(id)])

describe('a reservation', () => {
  it('becomes what the job cost, at every level, however the job ends', async () => {
    const place = await makePlace()
    await place.limit(place.agencyId, '100')
    await place.limit(place.customerId, '50')
    const completed = await place.submit()
    await h.deliver(completed, 0, undefined, place.customerId)
    const failed = await place.submit({ brief: '[[sandbox:fault=refused]]' })
    await h.deliver(failed, 0, undefined, place.customerId)
    const neverBegun = await place.submit()
    await requestCancel(h.server, place.as('member'), neverBegun)
    const cut = await place.submit({ brief: '[[sandbox:pause]]' })
    const delivered = h.deliver(cut, 0, undefined, place.customerId)
    await h.sandbox.untilPaused(1)
    await requestCancel(h.server, place.as('member'), cut)
    // The charge of a cancelled call comes after the job's end.
    h.worker.running.stop(cut, 'cancelled')
    await delivered
    const crashed = await place.submit()
    await admin(
      `update jobs set status = 'processing', crashes = 4, epoch = 5, lease_until = now() - interval '1 second' where id = $1`,
      [crashed],
    )
    await h.deliver(crashed, 5, undefined, place.customerId)

    const costs = await Promise.all([completed, failed, neverBegun, cut, crashed].map(costOf))
    expect(Number(costs[3])).toBeGreaterThan(0)
    const spent = sumUsd(costs.map((cost) => cost || '0'))
    for (const client of [place.agencyId, place.customerId])
      expect(await own(place, client)).toMatchObject({ spent_usd: spent, reserved_usd: '0' })
  })

  it('is made for every new job, whoever writes it', async () => {
    const place = await makePlace()
    await place.limit(place.customerId, '1')
    const insert = (usd: string) =>
      admin(
        `insert into jobs (client_id, content_type, prompt, created_by, reserved_usd) values ($1, 'faq', 'x', 'test', $2)`,
        [place.customerId, usd],
      )
    await insert('0.75')
    expect((await own(place, place.customerId)).reserved_usd).toBe('0.75')
    await expect(insert('0.26')).rejects.toMatchObject({ constraint: 'budget_spent' })
  })
})

describe('a budget', () => {
  it('that is new counts what its month has cost already, and what is under way', async () => {
    const place = await makePlace()
    const done = await place.submit()
    await h.deliver(done, 0, undefined, place.customerId)
    const high = await highOf(place)
    const { own: month, above } = await place.limit(place.agencyId, '10', '5')
    expect(month).toMatchObject({
      spent_usd: await trimmedCost(done),
      reserved_usd: high,
      soft_usd: '5',
      hard_usd: '10',
    })
    expect(above).toEqual([])
    expect(await own(place, place.customerId)).toMatchObject({ spent_usd: await trimmedCost(done), hard_usd: null })
  })

  it('counts a client that moves to it from then on, and the one that it left no more', async () => {
    const [place, other] = [await makePlace(), await makePlace()]
    await place.limit(place.agencyId, '10')
    await other.limit(other.agencyId, '10')
    const done = await place.submit()
    await h.deliver(done, 0, undefined, place.customerId)
    const high = await highOf(place)
    await admin('update clients set parent_id = $2 where id = $1', [place.customerId, other.agencyId])
    expect(await own(place, place.agencyId)).toMatchObject({ spent_usd: '0', reserved_usd: '0' })
    expect(await own(other, other.agencyId)).toMatchObject({ spent_usd: await trimmedCost(done), reserved_usd: high })
  })

  it('counts a charge in the month in which it was made, as the client counts days', async () => {
    const place = await makePlace()
    await admin(`update clients set metadata = '{"timezone": "Pacific/Kiritimati"}' where id = $1`, [place.agencyId])
    await place.limit(place.customerId, '10')
    const job = await place.submit()
    // 14 hours ahead of UTC: their December begins while it is the morning of 30 November in London.
    await charge(job, place.customerId, '2025-11-30T09:59:59Z', '0.25')
    await charge(job, place.customerId, '2025-11-30T10:00:00Z', '0.5')
    expect(
      await admin(
        'select month::text, spent_usd::float as spent from budget_months where client_id = $1 and spent_usd > 0 order by month',
        [place.customerId],
      ),
    ).toEqual([
      { month: '2025-11-01', spent: 0.25 },
      { month: '2025-12-01', spent: 0.5 },
    ])
  })

  it('keeps money back for work that was under way when its month ended', async () => {
    const place = await makePlace()
    const high = await highOf(place)
    await place.limit(place.customerId, scaleUsd(high, 1.5))
    // As if the month before had spent everything: the new one begins with what is still reserved.
    await admin(
      `update budget_months set month = month - interval '1 month', spent_usd = app.count_spent(client_id, (month - interval '1 month')::date)
       where client_id = $1`,
      [place.customerId],
    )
    expect(await own(place, place.customerId)).toMatchObject({ spent_usd: '0', reserved_usd: high })
    await expect(place.submit()).rejects.toMatchObject({ code: 'budget_spent' })
  })

  it('begins another month when its client’s time zone changes, also one above', async () => {
    const place = await makePlace()
    await place.limit(place.customerId, '10')
    const job = await place.submit()
    const { month } = await own(place, place.customerId)
    // The last hour before this month began in UTC is within it, 14 hours further east.
    await charge(job, place.customerId, new Date(Date.parse(`${month}T00:00:00Z`) - 3_600_000).toISOString(), '0.125')
    expect((await own(place, place.customerId)).spent_usd).toBe('0')
    await admin(`update clients set metadata = '{"timezone": "Pacific/Kiritimati"}' where id = $1`, [place.agencyId])
    expect(await own(place, place.customerId)).toMatchObject({ time_zone: 'Pacific/Kiritimati', spent_usd: '0.125' })
    await admin(`update clients set metadata = '{"timezone": "Mars/Olympus"}' where id = $1`, [place.agencyId])
    expect((await own(place, place.customerId)).time_zone).toBe('UTC')
  })

  it('is not overwritten by whoever did not see the limits that stand there', async () => {
    const place = await makePlace()
    const none = { soft_usd: null, hard_usd: null }
    const put = (hard_usd: string, base: typeof none | { soft_usd: null; hard_usd: string }) =>
      putBudget(h.server, place.as('owner'), { client_id: place.customerId, soft_usd: null, hard_usd, base })
    const outcomes = await Promise.allSettled(['10', '20', '30'].map((hard) => put(hard, none)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { hard_usd } = await own(place, place.customerId)
    await expect(put('40', none)).rejects.toMatchObject({
      code: 'conflict',
      stale: { current: { soft_usd: null, hard_usd }, yours: { soft_usd: null, hard_usd: '40' } },
    })
    // Who wants what stands there is not in anybody's way.
    expect((await put(hard_usd ?? '', none)).own.hard_usd).toBe(hard_usd)
    expect((await put('40.00', { soft_usd: null, hard_usd: `${hard_usd}.0` })).own.hard_usd).toBe('40')
  })

  it('is kept by owners alone, and every change is written down', async () => {
    const place = await makePlace()
    const limits = { client_id: place.customerId, soft_usd: null, hard_usd: '12.50' }
    for (const role of ['admin', 'member', 'viewer'] as const)
      await expect(putBudget(h.server, place.as(role), limits)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(putBudget(h.server, h.as('owner'), limits)).rejects.toMatchObject({ code: 'not_found' })
    await putBudget(h.server, place.as('owner'), limits)
    await putBudget(h.server, place.as('owner'), limits)
    await place.limit(place.customerId, null)
    const rows = await admin(
      `select l.actor, d.before, d.after from audit_log l join audit_details d on d.audit_id = l.id
       where l.client_id = $1 and l.action = 'budget.changed' order by l.id`,
      [place.customerId],
    )
    const set = { soft_usd: null, hard_usd: '12.5' }
    const actor = `user:${place.users.owner}`
    expect(rows).toEqual([
      { actor, before: {}, after: set },
      { actor, before: set, after: {} },
    ])
  })
})

describe('an alert', () => {
  it('is written once for each limit that a month reaches, and wakes who listens', async () => {
    const place = await makePlace()
    const heard: string[] = []
    const listener = createListener({
      directUrl: h.target.directUrl,
      channels: ['budgets'],
      applicationName: 'test',
      logger,
      onNotification: (_, payload) => void heard.push(payload),
      onConnect: () => void heard.push('listening'),
    })
    await waitFor(() => heard.includes('listening'))
    try {
      await place.limit(place.customerId, '10', '0.5')
      const job = await place.submit()
      const now = new Date().toISOString()
      await charge(job, place.customerId, now, '0.4')
      expect((await getBudget(h.server, place.as('viewer'), place.customerId)).alerts).toEqual([])
      await charge(job, place.customerId, now, '0.2')
      await charge(job, place.customerId, now, '0.2')
      const { alerts, own: month } = await getBudget(h.server, place.as('viewer'), place.customerId)
      expect(alerts).toMatchObject([{ level: 'soft', limit_usd: '0.5', spent_usd: '0.6', refused: false }])
      // A limit that is passed when it is set is told at once; the same one is not told again.
      await place.limit(place.customerId, '0.8', '0.5')
      await waitFor(() => heard.length === 3)
      expect(heard).toEqual([
        'listening',
        `${place.customerId} ${month.month} soft`,
        `${place.customerId} ${month.month} hard`,
      ])
    } finally {
      await listener.close()
    }
  })

  it('tells once that requests are refused', async () => {
    const place = await makePlace()
    await place.limit(place.customerId, '0.0001')
    await expect(place.submit()).rejects.toMatchObject({ code: 'budget_spent' })
    await expect(place.submit()).rejects.toMatchObject({ code: 'budget_spent' })
    const { alerts } = await getBudget(h.server, place.as('viewer'), place.customerId)
    expect(alerts).toMatchObject([{ level: 'hard', limit_usd: '0.0001', spent_usd: '0', refused: true }])
  })
})

it('budgets agree with charges and reservations after anything that happens at the same time', async () => {
  const [place, other] = [await makePlace(), await makePlace()]
  await place.limit(place.agencyId, '1000')
  const clients = [place.customerId, place.siblingId]
  const work = async (index: number): Promise<void> => {
    const client_id = clients[index % 2] ?? place.customerId
    const brief = index % 5 === 0 ? '[[sandbox:fault=cut times=1]]' : undefined
    const id = await place.submit({ client_id, brief })
    if (index % 3 === 0) await requestCancel(h.server, place.as('member'), id).catch(refused)
    await h.deliver(id, 0, undefined, client_id)
  }
  const changes = async (): Promise<void> => {
    for (const step of [1, 2, 3, 4]) {
      await place.limit(place.customerId, step % 2 ? '500' : null)
      await other.limit(other.agencyId, `${step}00`)
      await admin('update clients set parent_id = $2 where id = $1', [
        place.siblingId,
        step % 2 ? other.agencyId : place.agencyId,
      ])
      await admin(`update clients set metadata = $2 where id = $1`, [
        place.agencyId,
        JSON.stringify({ timezone: step % 2 ? 'Asia/Tokyo' : 'America/New_York' }),
      ])
    }
  }
  await Promise.all([...Array.from({ length: 20 }, (_, index) => work(index).catch(refused)), changes()])
  const { own: month } = await getBudget(h.server, place.as('viewer'), place.agencyId)
  expect(Number(month.spent_usd)).toBeGreaterThan(0)
})

it('an owner who is one no longer when the wait is over sets no budget, and is told so', async () => {
  const place = await makePlace()
  await place.limit(place.customerId, '5')
  const lowered = whileHeld(
    h.target.adminUrl,
    { sql: `select pg_advisory_xact_lock(hashtextextended('budget ' || $1::text, 0))`, values: [place.customerId] },
    () => place.limit(place.customerId, null),
    () => admin(`update memberships set role = 'admin' where user_id = $1`, [place.users.owner]),
  )
  await expect(lowered).rejects.toMatchObject({ code: 'forbidden' })
  const { own } = await getBudget(h.server, place.as('viewer'), place.customerId)
  expect(own.hard_usd).toBe('5')
})

/**
 * The client may be another agency's at the moment: its members there may ask for nothing, and what they had begun is
 * refused by the database.
 */
function refused(error: { code?: string }): void {
  if (error.code !== 'not_found' && error.code !== '42501') throw error as Error
}

/** Charges a job past its worker, at any moment. */
async function charge(jobId: string, clientId: string, at: string, usd: string): Promise<void> {
  await admin(
    `with attempt as (
       insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id)
       select $2, $1, (select count(*) + 1 from job_attempts where job_id = $1), 1, 'openai', 'any', 10, id from prices limit 1
       returning attempt, price_id)
     insert into charges (client_id, job_id, attempt, amount_usd, estimated, price_id, created_at)
     select $2, $1, attempt, $4, false, price_id, $3 from attempt`,
    [jobId, clientId, at, usd],
  )
}
