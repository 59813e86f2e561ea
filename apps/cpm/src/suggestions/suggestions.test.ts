import type { GenerateAccepted, SuggestionRequest } from '@hg/contracts'
import { listClientEvents, withTenant } from '@hg/db'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { putBudget } from '../budgets/put.ts'
import { regenerateJob } from '../jobs/again/regenerate.ts'
import { retryJob } from '../jobs/again/retry.ts'
import { requestCancel } from '../jobs/cancel.ts'
import { readJob } from '../jobs/get.ts'
import { searchJobs } from '../jobs/list.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'
import { suggestedTemplate } from '../test/suggesting.ts'
import { askForSuggestion, estimateSuggestion } from './ask.ts'
import { cancelSuggestion } from './cancel.ts'
import { readSuggestion, searchSuggestions } from './get.ts'

let h: Harness
let own: string
let agencys: string
beforeAll(async () => {
  h = await startHarness()
  own = await addTemplate(h.tenant.customerId)
  agencys = await addTemplate(h.tenant.agencyId)
})
afterEach(() => {
  h.sandbox.reset()
  h.others.isReadingAway = false
})
afterAll(() => h.close())

/** A draft with one version, past row-level security; returns its id. */
async function addTemplate(clientId: string): Promise<string> {
  const id = randomUUID()
  await askAdmin(
    h,
    `insert into prompt_templates (template_id, client_id, name, content_type, template, version, is_active)
     values ($1, $2, 'Notes', 'faq', $3, 1, false)`,
    [id, clientId, suggestedTemplate],
  )
  return id
}

const request = (fields: Partial<SuggestionRequest> = {}): SuggestionRequest => ({
  ...{ template_id: own, template_version: 1, llm: { provider: 'openai' }, dry_run: false },
  ...fields,
})
const ask = async (fields: Partial<SuggestionRequest> = {}, key?: string): Promise<GenerateAccepted> =>
  (await askForSuggestion(h.server, h.as('member'), request(fields), key)).accepted
/** Asks, and has a worker do it. */
async function make(fields: Partial<SuggestionRequest> = {}) {
  const { job_id } = await ask(fields)
  await h.deliver(job_id)
  return read(job_id)
}
const read = (id: string) => readSuggestion(h.server, h.as('viewer'), id)
const customer = () => ({ ...h.as('member'), actor: { kind: 'user' as const, id: h.tenant.customerUserId } })
const stranger = () => ({ ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.owner } })

describe('a suggestion', () => {
  it('is a tighter text that is shown with what it saves and what it cost, and changes nothing', async () => {
    const made = await make({ instructions: 'Keep it kind.' })
    expect(made).toMatchObject({
      ...{ status: 'completed', template: { id: own, version: 1, name: 'Notes' }, instructions: 'Keep it kind.' },
      suggestion: { template: 'Topic: {{ topic }}\nBe brief.\nBe kind.', changes: ['Shorter.'] },
    })
    expect(made.tokens?.after).toBeLessThan(made.tokens?.before ?? 0)
    const attempts = await h.attempts(made.id)
    expect(attempts.map(({ purpose, status }) => [purpose, status])).toEqual([['write', 'succeeded']])
    expect(Number(made.cost_usd)).toBe(Number(attempts[0]?.amount_usd))
    expect(Number(made.cost_usd)).toBeGreaterThan(0)
    expect(Number(made.cost_usd)).toBeLessThanOrEqual(Number(made.reserved_usd))
    const versions = await askAdmin(h, 'select version from prompt_templates where template_id = $1', [own])
    expect(versions).toEqual([{ version: 1 }])
    const { items } = await searchSuggestions(h.server, h.as('viewer'), { template_id: own, limit: 1 })
    expect(items[0]).toMatchObject({ id: made.id, tokens: made.tokens })
    expect(items[0]).not.toHaveProperty('suggestion')
  })

  it('is no piece: no list, stream or notice has it, it counts as none, and nothing is done with it as with one', async () => {
    const lists = async () => {
      const { items } = await searchJobs(h.server, h.as('owner'), { limit: 100 })
      const [counted] = await askAdmin<{ notices: number; told: number; jobs: number }>(
        h,
        `select (select count(*) from notice_events)::int as notices, (select count(*) from webhook_deliveries)::int as told,
           (select coalesce(sum(jobs), 0) from usage_daily)::int as jobs`,
      )
      const events = await withTenant(h.db, h.as('owner').actor, (tx) =>
        listClientEvents(tx, [h.tenant.customerId], '00000000-0000-7000-8000-000000000000'),
      )
      return { items, counted, events }
    }
    const before = await lists()
    const [made, failed] = [await make(), await make({ instructions: '[[sandbox:unreadable_suggestion]]' })]
    expect([made.status, failed.status]).toEqual(['completed', 'failed'])
    expect(await lists()).toEqual(before)
    const [usage] = await askAdmin<{ cost: string; jobs: number }>(
      h,
      `select sum(cost_usd)::text as cost, sum(jobs)::int as jobs from usage_daily where content_type = 'any'`,
    )
    expect(usage?.jobs).toBe(0)
    expect(Number(usage?.cost)).toBeGreaterThan(0)

    const owner = h.as('owner')
    const again = { strategy: 'current' as const }
    for (const { id } of [made, failed]) {
      await expect(readJob(h.server, owner, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(requestCancel(h.server, owner, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(retryJob(h.server, owner, id, again)).rejects.toMatchObject({ code: 'not_found' })
      const anew = { ...again, instructions: 'Anew' }
      await expect(regenerateJob(h.server, owner, id, anew)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('that has lost a variable is asked for once more, with what was wrong; both calls are charged', async () => {
    const made = await make({ instructions: '[[sandbox:loses_variable for=write]]' })
    expect(made.status).toBe('completed')
    const attempts = await h.attempts(made.id)
    expect(attempts.map(({ purpose }) => purpose)).toEqual(['write', 'repair'])
    const charged = attempts.reduce((sum, { amount_usd }) => sum + Number(amount_usd), 0)
    expect(Number(made.cost_usd)).toBeCloseTo(charged, 10)
  })

  it.each([
    ['loses_variable', 'It has lost {{ topic }}.'],
    ['longer_suggestion', 'It is not shorter.'],
    ['unreadable_suggestion', 'The block USER is missing.'],
  ])('that is no better the second time (%s) fails, and says why', async (fault, told) => {
    const made = await make({ instructions: `[[sandbox:${fault}]]` })
    expect(made).toMatchObject({ status: 'failed', error_code: 'suggestion_unusable', suggestion: null, tokens: null })
    expect(made.error_message).toContain(told)
    const attempts = await h.attempts(made.id)
    expect(attempts.map(({ charge_estimated }) => charge_estimated)).toEqual([false, false])
  })

  it('costs no more than was set aside, whatever fails on the way', async () => {
    for (const fault of ['cut times=1', 'drop times=2', 'malformed times=1', 'empty times=2', '503 times=1', '400']) {
      const made = await make({ instructions: `[[sandbox:fault=${fault}]] [[sandbox:loses_variable for=write]]` })
      expect(['completed', 'failed']).toContain(made.status)
      expect(Number(made.cost_usd)).toBeLessThanOrEqual(Number(made.reserved_usd))
      const calls = await h.attempts(made.id)
      expect(calls.every(({ status }) => status !== 'started')).toBe(true)
    }
  })

  it('whose answer could not be read yet waits, and is not called for again', async () => {
    h.others.isReadingAway = true
    const { job_id } = await ask()
    await h.deliver(job_id)
    expect(await read(job_id)).toMatchObject({ status: 'pending', suggestion: null })
    h.others.isReadingAway = false
    await h.deliver(job_id, 1)
    const made = await read(job_id)
    expect(made.status).toBe('completed')
    expect(await h.attempts(job_id)).toHaveLength(1)
    expect(h.sandbox.tally().calls).toHaveLength(1)
  })

  it('whose worker was lost after the first answer goes on from there', async () => {
    h.others.isReadingAway = true
    const { job_id } = await ask({ instructions: '[[sandbox:loses_variable for=write]]' })
    await h.deliver(job_id)
    h.others.isReadingAway = false
    // As a worker leaves it that is killed: claimed, its lease run out.
    await askAdmin(
      h,
      `update jobs set status = 'processing', epoch = 2, lease_until = now() - interval '1 second' where id = $1`,
      [job_id],
    )
    await h.deliver(job_id, 2)
    expect((await read(job_id)).status).toBe('completed')
    const attempts = await h.attempts(job_id)
    expect(attempts.map(({ purpose, epoch }) => [purpose, epoch])).toEqual([
      ['write', 1],
      ['repair', 3],
    ])
    expect(h.sandbox.tally().calls).toHaveLength(2)
  })
})

describe('asking for one', () => {
  it('is for who may save a version of the template', async () => {
    const refused = (ctx: ReturnType<Harness['as']>, fields: Partial<SuggestionRequest> = {}) =>
      expect(askForSuggestion(h.server, ctx, request(fields))).rejects
    await refused(h.as('viewer')).toMatchObject({ code: 'forbidden' })
    await refused(stranger()).toMatchObject({ code: 'not_found' })
    await refused(customer(), { template_id: agencys }).toMatchObject({ code: 'not_found' })
    await refused(h.as('owner'), { template_version: 2 }).toMatchObject({ code: 'not_found' })
    await refused(h.as('owner'), { template_version: 2 ** 40 }).toMatchObject({ code: 'not_found' })
    const { job_id } = await ask({ template_id: agencys })
    for (const ctx of [customer(), stranger()])
      await expect(readSuggestion(h.server, ctx, job_id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(searchSuggestions(h.server, customer(), { template_id: agencys, limit: 5 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(cancelSuggestion(h.server, h.as('viewer'), job_id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('with a key is done once, and another body under it is refused', async () => {
    const first = await ask({}, 'once')
    expect((await ask({}, 'once')).job_id).toBe(first.job_id)
    await expect(ask({ target_tokens: 90 }, 'once')).rejects.toMatchObject({ code: 'idempotency_mismatch' })
  })

  it('is cancelled while it waits, and then costs nothing', async () => {
    const { job_id } = await ask()
    expect(await cancelSuggestion(h.server, h.as('member'), job_id)).toMatchObject({ status: 'cancelled' })
    await h.deliver(job_id)
    expect(h.sandbox.tally().calls).toEqual([])
    await expect(cancelSuggestion(h.server, h.as('member'), job_id)).rejects.toMatchObject({ code: 'job_final' })
    const audited = await askAdmin(
      h,
      `select action, actor, facts ->> 'template_id' as template from audit_log where target_id = $1 order by id`,
      [job_id],
    )
    const actor = `user:${h.tenant.users.member}`
    expect(audited).toEqual([
      { action: 'suggestion.asked', actor, template: own },
      { action: 'suggestion.cancelled', actor, template: null },
    ])
  })

  it('says before what it would cost, as what is then reserved', async () => {
    const estimated = await estimateSuggestion(h.server, h.as('member'), request())
    const { estimated_cost_usd } = await ask()
    expect(estimated.high_usd).toBe(estimated_cost_usd)
    expect(Number(estimated.expected_usd)).toBeLessThan(Number(estimated.high_usd))
    expect(Number(estimated.low_usd)).toBeLessThanOrEqual(Number(estimated.expected_usd))
  })

  it('is refused where limit, budget or strategy has no room for it, and leaves nothing', async () => {
    const count = () => askAdmin(h, `select id from jobs where task = 'suggestion'`)
    const before = await count()
    await expect(ask({ max_cost_usd: '0.000001' })).rejects.toMatchObject({ code: 'cost_ceiling' })
    await expect(ask({ llm: { model: 'gpt-none' } })).rejects.toMatchObject({ code: 'unknown_model' })
    await askAdmin(
      h,
      `insert into strategies (client_id, name, content_type, configuration)
       values ($1, 'Own', 'any', '{"llm": {"allowed_providers": ["anthropic"]}}')`,
      [h.tenant.customerId],
    )
    await expect(ask({ llm: { provider: 'openai' } })).rejects.toMatchObject({ code: 'model_not_allowed' })
    const client_id = h.tenant.customerId
    await putBudget(h.server, h.as('owner'), { client_id, hard_usd: '0.0001', soft_usd: null })
    await expect(ask({ llm: {} })).rejects.toMatchObject({ code: 'budget_spent' })
    expect(await count()).toEqual(before)
    await putBudget(h.server, h.as('owner'), { client_id, hard_usd: null, soft_usd: null })
    const { estimated_cost_usd, job_id } = await ask({ llm: {} })
    await h.deliver(job_id)
    expect((await read(job_id)).llm_provider).toBe('anthropic')
    expect(Number(estimated_cost_usd)).toBeGreaterThan(0)
    await askAdmin(h, 'update strategies set is_active = false where client_id = $1', [client_id])
  })
})
