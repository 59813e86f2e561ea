import { createTenant, withClient } from '@hg/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../test/harness.ts'
import { requestCancel } from './cancel.ts'
import { readJob } from './get.ts'
import { searchJobs } from './list.ts'
import { submitJob } from './submit.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was thrown',
    (error: { code?: string }) => error.code ?? 'an error without a code',
  )

describe('an accepted request', () => {
  it('is a pending job with the strategy as it was, and keeps it when the strategy changes', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    h.others.strategy = { content: { word_count: { min: 1 } } }
    h.server.strategies.forget()
    const job = await readJob(h.server, h.as('viewer'), accepted.job_id)
    expect(job).toMatchObject({ status: 'pending', topic: 'Keeping a parking lot dry', result: null, prompt: null })
    expect(job.strategy.effective).toEqual({ content: { word_count: { min: 300, max: 900 } } })
    expect(Number(accepted.estimated_cost_usd)).toBeGreaterThan(0)
    expect(job.reserved_usd).toBe(accepted.estimated_cost_usd)
  })

  it('asks for a strategy once until one changes', async () => {
    h.server.strategies.forget()
    const before = h.others.strategyRequests
    await submitJob(h.server, h.as('member'), h.request())
    await submitJob(h.server, h.as('member'), h.request())
    expect(h.others.strategyRequests).toBe(before + 1)
  })
})

describe('a refused request', () => {
  it.each([
    ['of a viewer', () => submitJob(h.server, h.as('viewer'), h.request()), 'forbidden'],
    [
      'for a stranger’s client',
      () => submitJob(h.server, h.as('owner'), h.request({ client_id: h.stranger.customerId })),
      'not_found',
    ],
    [
      'for an unknown model',
      () => submitJob(h.server, h.as('member'), h.request({ llm: { model: 'gpt-99' } })),
      'unknown_model',
    ],
    [
      'for a retired model',
      () => submitJob(h.server, h.as('member'), h.request({ llm: { model: 'gemini-1.5-pro' } })),
      'retired_model',
    ],
  ])('%s', async (_, submit, code) => {
    const before = (await searchJobs(h.server, h.as('viewer'), { limit: 100 })).items.length
    expect(await codeOf(submit())).toBe(code)
    expect((await searchJobs(h.server, h.as('viewer'), { limit: 100 })).items).toHaveLength(before)
  })

  it.each(['itself', 'its agency'])('for a client that is archived: %s', async (which) => {
    const tenant = await createTenant(h.target.adminUrl)
    const owner = { ...h.as('owner'), actor: { kind: 'user' as const, id: tenant.users.owner } }
    const submit = () => submitJob(h.server, owner, h.request({ client_id: tenant.customerId }))
    const { accepted } = await submit()
    const archive = (at: string) =>
      withClient(h.target.adminUrl, (db) =>
        db.query(`update clients set archived_at = ${at} where id = $1`, [
          which === 'itself' ? tenant.customerId : tenant.agencyId,
        ]),
      )
    await archive('now()')
    expect(await codeOf(submit())).toBe('client_archived')
    // What was accepted before is still there, and still to be written.
    expect((await readJob(h.server, owner, accepted.job_id)).status).toBe('pending')
    expect((await searchJobs(h.server, owner, { limit: 100 })).items).toHaveLength(1)
    await archive('null')
    expect(await codeOf(submit())).toBe('nothing was thrown')
  })

  it('names the successor of a retired model', async () => {
    const refused = submitJob(h.server, h.as('member'), h.request({ llm: { model: 'llama-3.1-70b-versatile' } }))
    await expect(refused).rejects.toThrow(/openai\/gpt-oss-120b/)
  })
})

describe('a content template', () => {
  const template = async (clientId: string, body: object, types = '{blog_post}') =>
    withClient(h.target.adminUrl, async (db) => {
      const { rows } = await db.query<{ id: string }>(
        `insert into content_templates (client_id, name, content_types, body)
         values ($1, gen_random_uuid()::text, $2, $3) returning id`,
        [clientId, types, JSON.stringify({ sections: [], defaults: {}, ...body })],
      )
      return rows[0]?.id ?? ''
    })
  const submitWith = (content_template_id: string, fields = {}) =>
    submitJob(h.server, h.as('member'), h.request({ content_template_id, ...fields }))
  const sections = [{ heading: 'What you need', required: true }]

  it('fills what the request leaves open, and the job keeps it as it was', async () => {
    const body = { brief: 'Say how.', sections, defaults: { keywords: ['asphalt'], priority: 2, tone: 'Dry' } }
    const id = await template(h.tenant.agencyId, body)
    const { accepted } = await submitWith(id, { keywords: ['gravel'] })
    await withClient(h.target.adminUrl, (db) =>
      db.query(`update content_templates set body = '{"sections": [], "defaults": {}}' where id = $1`, [id]),
    )
    const { parameters } = await readJob(h.server, h.as('viewer'), accepted.job_id)
    expect(parameters).toMatchObject({ brief: 'Say how.', keywords: ['gravel'], priority: 2, content_template_id: id })
    expect(parameters.content_template).toMatchObject({ id, version: 1, sections, client_id: h.tenant.agencyId })
    expect((await h.row(accepted.job_id)).priority).toBe(2)
  })

  it('reaches the prompt and the checks', async () => {
    const { accepted } = await submitWith(await template(h.tenant.customerId, { sections }))
    await h.deliver(accepted.job_id)
    const job = await readJob(h.server, h.as('viewer'), accepted.job_id)
    expect(job.prompt?.user).toContain('Sections: What you need')
    expect(job.result?.quality.checks).toContainEqual(
      expect.objectContaining({ id: 'sections', passed: true, actual: '1 of 1 found' }),
    )
  })

  it('is refused when it is another client’s, of another type, archived or none at all', async () => {
    const archived = await template(h.tenant.customerId, {})
    await withClient(h.target.adminUrl, (db) =>
      db.query('update content_templates set archived_at = now() where id = $1', [archived]),
    )
    const ids = [
      await template(h.stranger.customerId, {}),
      await template(h.tenant.siblingId, {}),
      await template(h.tenant.customerId, {}, '{email}'),
      archived,
      '0190a6d8-0000-7000-8000-000000000001',
    ]
    for (const id of ids) expect(await codeOf(submitWith(id))).toBe('content_template_missing')
  })
})

describe('an idempotency key', () => {
  it('makes one job of twenty requests at once, and the others get its answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => submitJob(h.server, h.as('member'), h.request({ topic: 'Once' }), 'key-1')),
    )
    expect(new Set(answers.map(({ accepted }) => accepted.job_id)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect((await searchJobs(h.server, h.as('viewer'), { limit: 100, q: 'Once' })).items).toHaveLength(1)
  })

  it('with another body is refused', async () => {
    await submitJob(h.server, h.as('member'), h.request(), 'key-2')
    const other = submitJob(h.server, h.as('member'), h.request({ topic: 'Something else' }), 'key-2')
    expect(await codeOf(other)).toBe('idempotency_mismatch')
  })

  it('of another client is another key', async () => {
    const mine = await submitJob(h.server, h.as('member'), h.request(), 'key-3')
    const theirs = await submitJob(
      h.server,
      { actor: { kind: 'user', id: h.stranger.users.member }, requestId: 'test', address: null },
      h.request({ client_id: h.stranger.customerId }),
      'key-3',
    )
    expect(theirs.replayed).toBe(false)
    expect(theirs.accepted.job_id).not.toBe(mine.accepted.job_id)
  })

  it('is answered as before, whatever has changed since', async () => {
    const request = h.request({ llm: { provider: 'groq' } })
    const first = await submitJob(h.server, h.as('member'), request, 'key-5')
    h.others.strategy = { ...h.others.strategy, llm: { allowed_providers: ['openai'] } }
    h.server.strategies.forget()
    expect(await codeOf(submitJob(h.server, h.as('member'), request))).toBe('model_not_allowed')
    expect(await submitJob(h.server, h.as('member'), request, 'key-5')).toEqual({
      accepted: first.accepted,
      replayed: true,
    })
    h.others.strategy = { ...h.others.strategy, llm: {} }
    h.server.strategies.forget()
  })

  it('of a refused request is free', async () => {
    expect(await codeOf(submitJob(h.server, h.as('member'), h.request({ llm: { model: 'gpt-99' } }), 'key-4'))).toBe(
      'unknown_model',
    )
    expect((await submitJob(h.server, h.as('member'), h.request(), 'key-4')).replayed).toBe(false)
  })
})

describe('a list', () => {
  it('pages through everything once, newest first', async () => {
    const ids = new Set<string>()
    let cursor: string | undefined
    const seen: string[] = []
    do {
      const page = await searchJobs(h.server, h.as('viewer'), { limit: 2, cursor, client_id: h.tenant.agencyId })
      for (const { id } of page.items) seen.push(id)
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    for (const id of seen) ids.add(id)
    expect(ids.size).toBe(seen.length)
    expect(seen).toEqual([...seen].sort().reverse())
    expect(seen).toHaveLength((await searchJobs(h.server, h.as('viewer'), { limit: 100 })).items.length)
  })

  it('filters by state, text and time, and takes signs in a search literally', async () => {
    await submitJob(h.server, h.as('member'), h.request({ topic: '100% asphalt_mix' }))
    const find = (filter: object) => searchJobs(h.server, h.as('viewer'), { limit: 100, ...filter })
    expect((await find({ q: '100% ASPHALT_' })).items).toHaveLength(1)
    expect((await find({ q: '1__% asphalt' })).items).toHaveLength(0)
    expect((await find({ status: 'failed' })).items).toHaveLength(0)
    const past = new Date(Date.now() - 3_600_000).toISOString()
    const future = new Date(Date.now() + 3_600_000).toISOString()
    expect((await find({ created_before: past })).items).toHaveLength(0)
    expect((await find({ created_after: future })).items).toHaveLength(0)
    expect((await find({ created_after: past, created_before: future })).items.length).toBeGreaterThan(0)
  })

  it('of a foreign client is not found, as for an id that does not exist', async () => {
    for (const client_id of [h.stranger.customerId, h.tenant.rootId, '0190a6d8-0000-7000-8000-000000000001']) {
      expect(await codeOf(searchJobs(h.server, h.as('owner'), { limit: 10, client_id }))).toBe('not_found')
    }
  })

  it('refuses a cursor that is none', async () => {
    expect(await codeOf(searchJobs(h.server, h.as('viewer'), { limit: 10, cursor: 'x' }))).toBe('invalid_request')
  })
})

describe('a cancellation', () => {
  it('ends a pending job for good, and needs the role', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    expect(await codeOf(requestCancel(h.server, h.as('viewer'), accepted.job_id))).toBe('forbidden')
    expect((await requestCancel(h.server, h.as('member'), accepted.job_id)).status).toBe('cancelled')
    expect(await codeOf(requestCancel(h.server, h.as('member'), accepted.job_id))).toBe('job_final')
    await h.deliver(accepted.job_id)
    expect(await h.row(accepted.job_id)).toMatchObject({ status: 'cancelled', epoch: 0 })
  })
})
