import { type GenerateRequest, type JobResult, llmProvider } from '@hg/contracts'
import { withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { estimateJob } from './estimate-job.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterEach(() => {
  h.sandbox.reset()
})
afterAll(() => h.close())

const submit = async (fields: Partial<GenerateRequest>) =>
  (await submitJob(h.server, h.as('member'), h.request(fields))).accepted
const estimateOf = (fields: Partial<GenerateRequest> = {}) => estimateJob(h.server, h.as('viewer'), h.request(fields))

/** From here on the strategy allows one provider, so that there is nobody to fall back on. */
function onlyOpenai(): void {
  h.others.strategy = { ...h.others.strategy, llm: { allowed_providers: ['openai'] } }
  h.server.strategies.forget()
}

/** The lowest limit, to a hundredth of a cent, that leaves room for a call. */
async function leastLimit(fields: Partial<GenerateRequest> = {}): Promise<string> {
  let [no, yes] = [0, 10_000]
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2)
    const fits = await estimateOf({ ...fields, max_cost_usd: (middle / 10_000).toFixed(4) }).then(
      () => true,
      () => false,
    )
    if (fits) yes = middle
    else no = middle
  }
  return (yes / 10_000).toFixed(4)
}

describe('an estimate', () => {
  it('runs from low to high, is what the request would reserve, and calls and stores nothing', async () => {
    const { low_usd, expected_usd, high_usd, provider } = await estimateOf()
    expect(Number(low_usd)).toBeGreaterThan(0)
    expect(Number(low_usd)).toBeLessThanOrEqual(Number(expected_usd))
    expect(Number(expected_usd)).toBeLessThan(Number(high_usd))
    expect(llmProvider.options).toContain(provider)
    const rows = await withClient(h.target.adminUrl, async (db) => (await db.query('select from jobs')).rowCount)
    expect(rows).toBe(0)
    expect((await submit({})).estimated_cost_usd).toBe(high_usd)
  })

  it('expects what the client’s own pieces of the type took, once there are some', async () => {
    const asked = { content_type: 'email' as const, llm: { provider: 'openai' as const } }
    expect(await estimateOf(asked)).toMatchObject({ from_history: false })
    for (let piece = 0; piece < 3; piece++) await h.deliver((await submit(asked)).job_id)
    const { from_history, expected_usd, model } = await estimateOf(asked)
    expect(from_history).toBe(true)
    const costs = await withClient(h.target.adminUrl, (db) =>
      db.query<{ mean: string }>(
        `select avg(estimated_cost)::float as mean from jobs where content_type = 'email' and status = 'completed'`,
      ),
    )
    expect(model).toBeTruthy()
    expect(Number(expected_usd) / Number(costs.rows[0]?.mean)).toBeCloseTo(1, 1)
  })

  it('is refused for what the request itself would be refused for', async () => {
    const callback_url = 'https://nobody.example/hook'
    const asked = (role: 'viewer' | 'member', fields: Partial<GenerateRequest>) =>
      estimateJob(h.server, h.as(role), h.request(fields))
    await expect(asked('member', { callback_url })).rejects.toMatchObject({ code: 'callback_unregistered' })
    await expect(asked('viewer', { callback_url })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(asked('viewer', { template_id: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'template_missing',
    })
  })

  it('has room for every repair that the strategy allows, whoever writes', async () => {
    const before = h.others.strategy
    h.others.strategy = {
      content: { word_count: { min: 300, max: 900 }, banned_phrases: ['game-changer'] },
      quality: { min_score: 100, max_repairs: 2 },
    }
    h.server.strategies.forget()
    const brief = '[[sandbox:banned_phrase]] [[sandbox:useless_repair for=repair times=1]]'
    for (const provider of llmProvider.options) {
      h.sandbox.reset()
      const asked = { brief, llm: { provider } }
      const { high_usd } = await estimateOf(asked)
      const { job_id } = await submit(asked)
      await h.deliver(job_id)
      const row = await h.row(job_id)
      const { repairs } = row.result as unknown as JobResult
      expect(repairs.map(({ verdict }) => verdict)).toEqual(['no_better', 'better'])
      expect(Number(row.estimated_cost)).toBeGreaterThan(0)
      expect(Number(row.estimated_cost)).toBeLessThanOrEqual(Number(high_usd))
    }
    h.others.strategy = before
    h.server.strategies.forget()
  })
})

describe('a job', () => {
  it('never costs more than was reserved for it, whatever fails on the way', async () => {
    const faults = [
      '',
      'cut times=1',
      'cut times=2',
      'drop times=3',
      'malformed times=1',
      'empty times=2',
      '503 times=1',
      'context',
    ]
    const jobs = await Promise.all(
      Array.from({ length: 32 }, async (_, index) => {
        const fault = faults[index % faults.length] ?? ''
        const limit = index % 3 === 0 ? { max_cost_usd: '0.09' } : {}
        const provider = llmProvider.options[Math.floor(index / faults.length)]
        return submit({ brief: fault && `[[sandbox:fault=${fault}]]`, llm: { provider }, ...limit })
      }),
    )
    for (const { job_id } of jobs) await h.deliver(job_id)
    const rows = await withClient(h.target.adminUrl, async (db) => {
      const { rows } = await db.query<{ over: boolean; status: string }>(
        `select estimated_cost > reserved_usd as over, status from jobs where id = any ($1)`,
        [jobs.map(({ job_id }) => job_id)],
      )
      return rows
    })
    expect(rows).toHaveLength(32)
    expect(rows.filter(({ over }) => over)).toEqual([])
    expect(rows.filter(({ status }) => status === 'completed').length).toBeGreaterThan(16)
  })

  it('stops before a call that could pass its limit, says so, and is charged for what was called', async () => {
    onlyOpenai()
    const brief = '[[sandbox:fault=drop]]'
    const limit = await leastLimit({ brief })
    const { job_id } = await submit({ brief, max_cost_usd: limit })
    await h.deliver(job_id)
    const row = await h.row(job_id)
    expect(row).toMatchObject({ status: 'failed', error_code: 'cost_ceiling' })
    expect(Number(row.estimated_cost)).toBeGreaterThan(0)
    expect(Number(row.estimated_cost)).toBeLessThanOrEqual(Number(limit))
  })

  it('is written shorter rather than not at all when its limit leaves less than it asked for', async () => {
    onlyOpenai()
    const { job_id } = await submit({ max_cost_usd: await leastLimit() })
    await h.deliver(job_id)
    expect((await h.row(job_id)).status).toBe('completed')
    expect((await h.attempts(job_id))[0]?.dropped_parameters).toContain('max_output_tokens')
  })

  it('whose limit leaves no room for any call is refused at once', async () => {
    await expect(submit({ max_cost_usd: '0.00001' })).rejects.toMatchObject({
      code: 'cost_ceiling',
      fields: [{ path: 'max_cost_usd', message: expect.stringMatching(/^leaves no room.*\$0\.00001 /) as string }],
    })
    const before = h.others.strategy
    h.others.strategy = { ...before, llm: { ...before.llm, max_cost_usd: 0.00002 } }
    h.server.strategies.forget()
    await expect(submit({ max_cost_usd: '5.00' })).rejects.toMatchObject({
      code: 'cost_ceiling',
      fields: [
        { path: 'max_cost_usd', message: expect.stringMatching(/^the strategy's limit of \$0\.00002 /) as string },
      ],
    })
    h.others.strategy = before
    h.server.strategies.forget()
  })
})
