import { type ContentType, llmProvider, type UsageDimension, usageDimension, type UsageQuery } from '@hg/contracts'
import { createTenant, type Tenant, withClient } from '@hg/testkit'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestCancel } from '../jobs/cancel.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { getUsage } from './get.ts'
import { usageToCsv } from './to-csv.ts'

let h: Harness
let other: Tenant

beforeAll(async () => {
  h = await startHarness()
  other = await createTenant(h.target.adminUrl)
  await work()
})
afterAll(() => h.close())

const admin = <T extends object>(sql: string, values: unknown[] = []) =>
  withClient(h.target.adminUrl, async (db) => (await db.query<T>(sql, values)).rows)

/** Pieces of several types by several providers at the same time: finished, cut, cancelled, refused. */
async function work(): Promise<void> {
  const types: ContentType[] = ['faq', 'email', 'ad_copy']
  const providers = llmProvider.options
  await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      const client_id = index % 3 ? h.tenant.customerId : h.tenant.siblingId
      const fault =
        index % 4 === 0 ? '[[sandbox:fault=cut times=1]]' : index % 7 === 0 ? '[[sandbox:fault=refused]]' : 'So.'
      const { accepted } = await submitJob(
        h.server,
        h.as('member'),
        h.request({
          client_id,
          content_type: types[index % types.length] ?? 'faq',
          brief: fault,
          llm: { provider: providers[index % providers.length] },
        }),
      )
      const delivered = h.deliver(accepted.job_id, 0, undefined, client_id)
      if (index % 5 === 0) await requestCancel(h.server, h.as('member'), accepted.job_id).catch(() => undefined)
      await delivered
    }),
  )
}

const ask = (query: Omit<Partial<UsageQuery>, 'client_id'> = {}, client_id = h.tenant.agencyId) =>
  getUsage(h.server, h.as('viewer'), { client_id, group_by: 'day', ...query })

/** The same figures from the charges themselves. */
const fromCharges = (group: UsageDimension) =>
  admin<{ key: string; attempts: number; cost: string; estimated: string; input: number; output: number }>(
    `select case $2 when 'day' then app.local_date(c.client_id, c.created_at)::text when 'provider' then a.provider
         when 'model' then a.provider || '/' || a.model_requested when 'content_type' then j.content_type::text
         else j.client_id::text end as key,
       count(*)::int as attempts, sum(c.amount_usd)::text as cost,
       coalesce(sum(c.amount_usd) filter (where c.estimated), 0)::text as estimated,
       sum(a.input_tokens)::int as input, sum(a.output_tokens)::int as output
     from charges c join jobs j on j.id = c.job_id join job_attempts a on a.job_id = c.job_id and a.attempt = c.attempt
     where c.client_id = any ($1) group by 1 order by 1`,
    [[h.tenant.customerId, h.tenant.siblingId], group],
  )

describe('usage', () => {
  it.each(usageDimension.options)('by %s is what the charges say, to the last digit', async (group_by) => {
    const { items } = await ask({ group_by })
    const told = items
      .map((item) => ({
        key: item.key,
        attempts: item.attempts,
        cost: Number(item.cost_usd),
        estimated: Number(item.estimated_usd),
        input: item.input_tokens,
        output: item.output_tokens,
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    const charged = await fromCharges(group_by)
    expect(charged.length).toBeGreaterThan(0)
    expect(told).toEqual(
      charged
        .map((row) => ({ ...row, cost: Number(row.cost), estimated: Number(row.estimated) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    )
  })

  it('adds up to the same total however it is put together, and counts finished pieces once', async () => {
    const totals = await Promise.all(usageDimension.options.map(async (group_by) => (await ask({ group_by })).total))
    for (const total of totals) expect(total).toEqual(totals[0])
    const rows = await admin<{ done: number }>(
      `select count(*)::int as done from jobs where client_id = any ($1) and status = 'completed'`,
      [[h.tenant.customerId, h.tenant.siblingId]],
    )
    expect(totals[0]?.jobs).toBe(rows[0]?.done)
    expect(Number(totals[0]?.estimated_usd)).toBeGreaterThan(0)
  })

  it('is of a client and what is below it, by name; nobody else’s', async () => {
    const { items, total } = await ask({ group_by: 'client' })
    const alone = await ask({}, h.tenant.siblingId)
    expect(items.map(({ key }) => key).sort()).toEqual([h.tenant.customerId, h.tenant.siblingId].sort())
    expect(items.find(({ key }) => key === h.tenant.siblingId)).toMatchObject({
      label: expect.stringMatching(/^Sibling/) as string,
      cost_usd: alone.total.cost_usd,
    })
    expect(Number(alone.total.cost_usd)).toBeLessThan(Number(total.cost_usd))
    await expect(ask({}, other.agencyId)).rejects.toMatchObject({ code: 'not_found' })
    expect(
      (
        await getUsage(
          h.server,
          { ...h.as('viewer'), actor: { kind: 'user', id: other.users.viewer } },
          { client_id: other.agencyId, group_by: 'day' },
        )
      ).items,
    ).toEqual([])
  })

  it('counts a charge on the client’s own day, and asks for days with both ends', async () => {
    await admin(`update clients set metadata = '{"timezone": "America/New_York"}' where id = $1`, [other.agencyId])
    const [job] = await admin<{ id: string }>(
      `insert into jobs (client_id, content_type, prompt, created_by) values ($1, 'faq', 'x', 'test') returning id`,
      [other.customerId],
    )
    for (const [attempt, at] of [
      [1, '2026-03-01T04:59:59Z'],
      [2, '2026-03-01T05:00:00Z'],
      [3, '2026-03-02T05:00:00Z'],
    ] as const) {
      await admin(
        `with a as (insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate,
             price_id, input_tokens, output_tokens)
           select $1, $2, $3, 1, 'openai', 'any', 10, id, 100, 10 from prices limit 1 returning price_id)
         insert into charges (client_id, job_id, attempt, amount_usd, estimated, price_id, created_at)
         select $1, $2, $3, 0.25, false, price_id, $4 from a`,
        [other.customerId, job?.id, attempt, at],
      )
    }
    const usageOf = (from: string, to: string) =>
      getUsage(
        h.server,
        { ...h.as('viewer'), actor: { kind: 'user', id: other.users.viewer } },
        { client_id: other.agencyId, from, to, group_by: 'day' },
      )
    expect((await usageOf('2026-02-28', '2026-03-01')).items.map(({ key }) => key)).toEqual([
      '2026-02-28',
      '2026-03-01',
    ])
    expect((await usageOf('2026-03-02', '2026-03-02')).total).toMatchObject({ attempts: 1, cost_usd: '0.25', jobs: 0 })
  })

  it('as CSV has a line for each group, and nothing that a spreadsheet would run', async () => {
    const found = await ask({ group_by: 'client' })
    const csv = usageToCsv({
      ...found,
      items: found.items.slice(0, 1).map((item) => ({ ...item, label: '=1+1, "so"' })),
    })
    const [head, line, rest] = csv.split('\r\n')
    expect(head).toBe(
      'client_id,client,jobs,attempts,input_tokens,output_tokens,cached_input_tokens,cache_write_tokens,reasoning_tokens,cost_usd,estimated_usd,cached_jobs',
    )
    expect(line).toContain(`${found.items[0]?.key},"'=1+1, ""so""",`)
    expect(rest).toBe('')
  })

  it('from before there was a count is counted by the migration in the same way', async () => {
    const all = 'select * from usage_daily order by client_id, day, provider, model, content_type'
    const counted = await admin(all)
    const migration = await readFile(join(import.meta.dirname, '../../../../pg/migrations/0054_usage.sql'), 'utf8')
    const [, backfill = ''] = migration.split('reset role;')
    await admin('delete from usage_daily')
    await withClient(h.target.adminUrl, (db) => db.query(backfill))
    expect(await admin(all)).toEqual(counted)
  })
})
