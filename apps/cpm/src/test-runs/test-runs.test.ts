import { job, type TestBrief } from '@hg/contracts'
import { getJob, insertTestSet, listAttempts, updateTestSet, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { regenerateJob } from '../jobs/again/regenerate.ts'
import { retryJob } from '../jobs/again/retry.ts'
import { requestCancel } from '../jobs/cancel.ts'
import { readJob } from '../jobs/get.ts'
import { searchJobs } from '../jobs/list.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { askAdmin } from '../test/queue-jobs.ts'
import { compareTestRuns, pairPieces } from './compare.ts'
import { searchTestRuns } from './list.ts'
import { previewTestRun, startTestRun } from './start.ts'

let h: Harness
let own: string
let agencys: string

const briefs: TestBrief[] = [
  { topic: 'Fuses in old houses', keywords: ['fuse'], brief: 'For owners.' },
  { topic: 'Why breakers trip' },
]

beforeAll(async () => {
  h = await startHarness()
  own = await addTemplate(h.tenant.customerId, 2)
  agencys = await addTemplate(h.tenant.agencyId, 1)
})
afterEach(() => {
  h.others.strategy = {}
  h.sandbox.reset()
})
afterAll(() => h.close())

/** A template that is in use nowhere, past row-level security; returns its id. */
async function addTemplate(clientId: string, versions: number): Promise<string> {
  const id = randomUUID()
  for (let version = 1; version <= versions; version++)
    await askAdmin(
      h,
      `insert into prompt_templates (template_id, client_id, name, content_type, template, version, is_active)
       values ('${id}', '${clientId}', 'Draft', 'faq', 'Text', ${version}, false)`,
    )
  return id
}

const addSet = (given = briefs, name: string = randomUUID(), clientId = h.tenant.customerId) =>
  withTenant(h.db, h.as('member').actor, (tx) =>
    insertTestSet(tx, clientId, { name, content_type: 'faq', briefs: given }),
  )

const input = (version = 1, template_id = own) => ({
  ...{ template_id, template_version: version },
  llm: { provider: 'openai' as const },
})
const start = async (setId: string, version = 1, template_id = own) =>
  (await startTestRun(h.server, h.as('member'), setId, input(version, template_id))).accepted

async function run(setId: string, version = 1) {
  const accepted = await start(setId, version)
  for (const jobId of accepted.job_ids) await h.deliver(jobId)
  return accepted
}

const customer = (): Context => ({ ...h.as('member'), actor: { kind: 'user', id: h.tenant.customerUserId } })

describe('a run of a test set', () => {
  it('has every brief written with the very version, as trials, for ordinary money', async () => {
    const set = await addSet()
    const { batch_id, job_ids } = await run(set, 2)
    const rows = await Promise.all(job_ids.map(h.row))
    expect(rows.map((row) => [row.topic, row.status, row.is_trial, row.template_id, row.template_version])).toEqual(
      briefs.map(({ topic }) => [topic, 'completed', true, own, 2]),
    )
    const [{ total = '' } = {}] = await askAdmin<{ total: string }>(
      h,
      `select sum(amount_usd)::text as total from charges where job_id in ('${job_ids.join("','")}')`,
    )
    const { items } = await searchTestRuns(h.server, h.as('viewer'), set, { limit: 10 })
    expect(items).toEqual([
      expect.objectContaining({
        batch: expect.objectContaining({ id: batch_id, is_trial: true, size: 2 }) as unknown,
        test_set_version: 1,
        template: { id: own, version: 2, name: 'Draft' },
      }),
    ])
    expect(items[0]?.figures).toMatchObject({ written: 2 })
    expect(Number(items[0]?.batch.cost_usd)).toBe(Number(total))
    expect(Number(items[0]?.figures.mean_cost_usd)).toBeCloseTo(Number(total) / 2, 9)
    expect(Number(total)).toBeGreaterThan(0)
    const audited = await askAdmin(
      h,
      `select action, target_type, facts from audit_log where target_id = $1 and client_id = $2`,
      [batch_id, h.tenant.customerId],
    )
    expect(audited).toEqual([
      {
        ...{ action: 'test_run.started', target_type: 'batch' },
        facts: expect.objectContaining({ template_name: 'Draft', template_version: 2, test_set_id: set }) as unknown,
      },
    ])
    // Its page is answered like any other's.
    const [first = ''] = job_ids
    const told = job.parse(await readJob(h.server, h.as('viewer'), first))
    expect(told).toMatchObject({ is_trial: true, parameters: { trial: { test_set_id: set } } })
    const listed = await searchJobs(h.server, h.as('viewer'), { batch_id, limit: 10 })
    expect(listed.items.map((job) => job.is_trial)).toEqual([true, true])
  })

  it('says in a dry run what it would cost, and writes nothing', async () => {
    const set = await addSet()
    const preview = await previewTestRun(h.server, h.as('member'), set, input())
    expect(preview).toMatchObject({ errors: 0, rows: [{ topic: briefs[0]?.topic }, { topic: briefs[1]?.topic }] })
    expect((await start(set)).estimated_cost_usd).toBe(preview.estimated_cost_usd)
  })

  it('notes at a piece whose words its brief was taken from, also when it is tried or written again', async () => {
    const taken_from = { job_id: randomUUID(), client_id: h.tenant.customerId }
    const set = await addSet([{ topic: 'Own' }, { topic: 'Taken', taken_from }])
    const { job_ids } = await run(set)
    const [own, taken] = await Promise.all(job_ids.map(h.row))
    expect(own?.parameters).toMatchObject({ topic: 'Own', trial: { test_set_id: set } })
    expect(own?.parameters).not.toHaveProperty('trial.taken_from')
    // Its piece is not there: what was written of it does not stay.
    expect(taken).toMatchObject({ status: 'completed', is_trial: true, parameters: {}, prompt: '', result: null })
    const [, pending = ''] = (await start(set)).job_ids
    expect((await h.row(pending)).parameters).toMatchObject({ topic: 'Taken', trial: { test_set_id: set, taken_from } })
    expect((await h.row(pending)).parameters).not.toHaveProperty('taken_from')
  })

  it('is accepted once for a key', async () => {
    const set = await addSet()
    const once = await startTestRun(h.server, h.as('member'), set, input(), 'once')
    const again = await startTestRun(h.server, h.as('member'), set, input(), 'once')
    expect([again.replayed, again.accepted.batch_id]).toEqual([true, once.accepted.batch_id])
    await expect(startTestRun(h.server, h.as('member'), set, input(2), 'once')).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    })
  })

  it('is compared with no other piece, nor any with it', async () => {
    const set = await addSet([{ topic: 'The very same topic' }])
    const [first = ''] = (await run(set)).job_ids
    const [second = ''] = (await run(set)).job_ids
    for (const id of [first, second]) {
      const { result } = await readJob(h.server, h.as('viewer'), id)
      expect(result?.quality.checks.map((check) => check.id)).not.toContain('duplicate')
    }
    const { accepted } = await submitJob(h.server, h.as('member'), h.request({ topic: 'The very same topic' }))
    await h.deliver(accepted.job_id)
    const { result } = await readJob(h.server, h.as('viewer'), accepted.job_id)
    expect(result?.quality.checks).toContainEqual(expect.objectContaining({ id: 'duplicate', passed: true }))
  })

  it('uses no answer again and waits for no provider’s batch', async () => {
    h.others.strategy = { caching: { ttl_seconds: 3600 }, llm: { batch: 'provider' } }
    // A client whose strategy nobody has asked for yet.
    const clientId = h.tenant.siblingId
    const asSibling = { kind: 'client' as const, id: clientId }
    const set = await addSet([{ topic: 'Asked twice' }], 'At once', clientId)
    const preview = await previewTestRun(h.server, h.as('member'), set, input(1, agencys))
    expect(preview.at_batch_price).toBe(0)
    for (const { job_ids } of [await start(set, 1, agencys), await start(set, 1, agencys)]) {
      const [id = ''] = job_ids
      await h.deliver(id, 0, undefined, clientId)
      const [job, attempts] = await withTenant(h.db, asSibling, async (tx) => [
        await getJob(tx, id),
        await listAttempts(tx, id),
      ])
      expect(job).toMatchObject({ status: 'completed', strategy: { effective: h.others.strategy } })
      expect(attempts).toMatchObject([{ status: 'succeeded', cached_from_job_id: null }])
    }
  })

  it('stays a trial when a piece of it is tried or written again', async () => {
    const [written = '', cancelled = ''] = (await start(await addSet())).job_ids
    await h.deliver(written)
    await requestCancel(h.server, h.as('member'), cancelled)
    const retried = await retryJob(h.server, h.as('member'), cancelled, {})
    const regenerated = await regenerateJob(h.server, h.as('member'), written, { instructions: 'Shorter, please' })
    for (const { accepted } of [retried, regenerated])
      expect(await h.row(accepted.job_id)).toMatchObject({ is_trial: true, parameters: { template_version: 1 } })
  })

  it('takes members, and versions that they may read', async () => {
    const set = await addSet()
    await expect(startTestRun(h.server, h.as('viewer'), set, input())).rejects.toMatchObject({ code: 'forbidden' })
    const foreign = { ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.owner } }
    for (const id of [set, randomUUID()])
      await expect(startTestRun(h.server, foreign, id, input())).rejects.toMatchObject({
        code: 'not_found',
        message: 'No such test set.',
      })
    // The agency's people try the agency's drafts; the customer's do not read them.
    expect((await start(set, 1, agencys)).job_ids).toHaveLength(2)
    const refused = startTestRun(h.server, customer(), set, input(1, agencys))
    await expect(refused).rejects.toMatchObject({ code: 'template_missing' })
    expect((await startTestRun(h.server, customer(), set, input())).accepted.job_ids).toHaveLength(2)
    await expect(start(set, 9)).rejects.toMatchObject({ code: 'template_missing' })
  })
})

describe('a single piece', () => {
  it('may pin a version that who asks may read, and is no trial', async () => {
    const ask = (ctx: Context, fields: object) =>
      submitJob(h.server, ctx, h.request({ content_type: 'faq', ...fields }))
    const { accepted } = await ask(h.as('member'), { template_id: own, template_version: 2 })
    await h.deliver(accepted.job_id)
    expect(await h.row(accepted.job_id)).toMatchObject({ is_trial: false, template_id: own, template_version: 2 })
    await expect(ask(customer(), { template_id: agencys, template_version: 1 })).rejects.toMatchObject({
      code: 'template_missing',
    })
    await expect(ask(h.as('member'), { template_version: 1 })).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('two runs side by side', () => {
  it('are paired by the words of their briefs, whatever was changed between them', async () => {
    const name = randomUUID()
    const set = await addSet(briefs, name)
    const a = await run(set, 1)
    const changed = [{ topic: 'Added before' }, ...briefs.slice(0, 1)]
    await withTenant(h.db, h.as('member').actor, (tx) =>
      updateTestSet(tx, set, 1, { name, content_type: 'faq', briefs: changed }),
    )
    const b = await run(set, 2)
    const compared = await compareTestRuns(h.server, h.as('viewer'), set, { a: a.batch_id, b: b.batch_id })
    expect(compared.a).toMatchObject({ test_set_version: 1, template: { version: 1 } })
    expect(compared.b).toMatchObject({ test_set_version: 2, template: { version: 2 } })
    expect(compared.rows.map(({ brief, a, b }) => [brief, a?.job_id ?? null, b?.job_id ?? null])).toEqual([
      [briefs[0], a.job_ids[0], b.job_ids[1]],
      [briefs[1], a.job_ids[1], null],
      [changed[0], null, b.job_ids[0]],
    ])
    const piece = compared.rows[0]?.a
    expect(piece).toMatchObject({ status: 'completed', content: expect.any(String) as string })
    expect(piece?.score).not.toBeNull()
    expect(Number(piece?.cost_usd)).toBeGreaterThan(0)
    expect(piece?.seconds).toBeGreaterThanOrEqual(0)
  })

  it('are runs of this very test set, or there is no comparison', async () => {
    const [set, other] = [await addSet(), await addSet()]
    const [a, b] = [await start(set), await start(other)]
    const query = { a: a.batch_id, b: b.batch_id }
    await expect(compareTestRuns(h.server, h.as('viewer'), set, query)).rejects.toMatchObject({
      message: 'No such run.',
    })
    const foreign = { ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.owner } }
    await expect(compareTestRuns(h.server, foreign, set, query)).rejects.toMatchObject({ message: 'No such test set.' })
  })

  it('are given of variables what each version takes, and paired by all that was said', async () => {
    const template = await addTemplate(h.tenant.customerId, 2)
    const variables = { type: 'object', properties: { season: { type: 'string' } }, required: ['season'] }
    await askAdmin(h, `alter table prompt_templates disable trigger user`)
    await askAdmin(h, `update prompt_templates set variables = $2 where template_id = $1 and version = 2`, [
      template,
      JSON.stringify(variables),
    ])
    await askAdmin(h, `alter table prompt_templates enable trigger user`)
    const said = { topic: 'Fuses', variables: { season: 'spring', mood: 'calm' } }
    const set = await addSet([said])
    const [a, b] = [await start(set, 1, template), await start(set, 2, template)]
    const [without, withSeason] = [await h.row(a.job_ids[0] ?? ''), await h.row(b.job_ids[0] ?? '')]
    expect(without.parameters).not.toHaveProperty('variables')
    expect(withSeason.parameters).toMatchObject({ variables: { season: 'spring' } })
    const compared = await compareTestRuns(h.server, h.as('viewer'), set, { a: a.batch_id, b: b.batch_id })
    expect(compared.rows.map(({ brief, a, b }) => [brief, a?.job_id, b?.job_id])).toEqual([
      [said, a.job_ids[0], b.job_ids[0]],
    ])
    // What it takes and is not said is for the brief to say.
    const unsaid = await addSet([{ topic: 'Fuses' }])
    await expect(start(unsaid, 2, template)).rejects.toMatchObject({ code: 'variables_invalid' })
  })

  it('leave out what has no words any more', () => {
    const gone: { brief: TestBrief | null } = { brief: null }
    expect(pairPieces([gone], [gone])).toEqual([])
    const there: { brief: TestBrief | null } = { brief: { topic: 'Still there' } }
    expect(pairPieces([there], [gone])).toEqual([{ brief: there.brief, a: there, b: null }])
  })
})
