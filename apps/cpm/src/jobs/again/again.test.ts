import { withClient } from '@hg/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../test/harness.ts'
import { requestCancel } from '../cancel.ts'
import { readJob } from '../get.ts'
import { saveRevision } from '../revisions/save.ts'
import { submitJob } from '../submit.ts'
import { regenerateJob } from './regenerate.ts'
import { retryJob } from './retry.ts'

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
const read = (id: string) => readJob(h.server, h.as('viewer'), id)

async function cancelled(fields = {}): Promise<string> {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request(fields))
  await requestCancel(h.server, h.as('member'), accepted.job_id)
  return accepted.job_id
}

async function completed(fields = {}): Promise<string> {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request(fields))
  await h.deliver(accepted.job_id)
  return accepted.job_id
}

function changeStrategy(min: number): void {
  h.others.strategy = { content: { word_count: { min, max: 900 } } }
  h.server.strategies.forget()
}

describe('a retry', () => {
  it('is a new job with the same request and the strategy of now; each names the other', async () => {
    const id = await cancelled({ keywords: ['gravel'], priority: 2, metadata: { order: 7 } })
    changeStrategy(400)
    const { accepted } = await retryJob(h.server, h.as('member'), id, {})
    const [before, after] = [await read(id), await read(accepted.job_id)]
    expect(after.parameters).toEqual(before.parameters)
    expect(after).toMatchObject({ status: 'pending', topic: before.topic, content_type: before.content_type })
    expect((await h.row(accepted.job_id)).priority).toBe(2)
    expect(after.strategy.effective.content?.word_count?.min).toBe(400)
    expect(after.made_from).toMatchObject({ job_id: id, relation: 'retry', status: 'cancelled' })
    expect(before.made_into).toMatchObject([{ job_id: accepted.job_id, relation: 'retry', status: 'pending' }])
    expect(before).toMatchObject({ status: 'cancelled', made_from: null })
  })

  it('by the strategy as before keeps it', async () => {
    changeStrategy(310)
    const id = await cancelled()
    changeStrategy(320)
    const { accepted } = await retryJob(h.server, h.as('member'), id, { strategy: 'as_before' })
    const [before, after] = [await read(id), await read(accepted.job_id)]
    expect(after.strategy).toEqual(before.strategy)
    expect(after.strategy.effective.content?.word_count?.min).toBe(310)
  })

  it('of a failed job is written', async () => {
    const id = await completed({ brief: '[[sandbox:fault=refused times=1]]' })
    expect((await read(id)).status).toBe('failed')
    const { accepted } = await retryJob(h.server, h.as('member'), id, {})
    await h.deliver(accepted.job_id)
    expect((await read(accepted.job_id)).made_from).toMatchObject({ job_id: id, status: 'failed' })
  })

  it('of a job that waited for its time begins at once', async () => {
    const id = await cancelled({ not_before: new Date(Date.now() + 3_600_000).toISOString() })
    const { accepted } = await retryJob(h.server, h.as('member'), id, {})
    expect((await read(accepted.job_id)).not_before).toBeNull()
    await h.deliver(accepted.job_id)
    expect((await read(accepted.job_id)).status).toBe('completed')
  })

  it('is refused for a job that did not fail, a viewer, a stranger, and a request that was removed', async () => {
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    expect(await codeOf(retryJob(h.server, h.as('member'), accepted.job_id, {}))).toBe('job_not_ready')
    const id = await cancelled()
    expect(await codeOf(retryJob(h.server, h.as('viewer'), id, {}))).toBe('forbidden')
    const stranger = { ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.owner } }
    expect(await codeOf(retryJob(h.server, stranger, id, {}))).toBe('not_found')
    await withClient(h.target.adminUrl, (db) =>
      db.query(`set session_replication_role = replica; update jobs set emptied_at = now() where id = '${id}'`),
    )
    expect(await codeOf(retryJob(h.server, h.as('member'), id, {}))).toBe('job_not_ready')
  })

  it('with a key is made once, however often it is asked for at the same time', async () => {
    const id = await cancelled()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => retryJob(h.server, h.as('member'), id, {}, 'retry-1')),
    )
    expect(new Set(answers.map(({ accepted }) => accepted.job_id)).size).toBe(1)
    expect((await read(id)).made_into).toHaveLength(1)
    const other = retryJob(h.server, h.as('member'), id, { strategy: 'as_before' }, 'retry-1')
    expect(await codeOf(other)).toBe('idempotency_mismatch')
    const fresh = submitJob(h.server, h.as('member'), h.request(), 'retry-1')
    expect(await codeOf(fresh)).toBe('idempotency_mismatch')
  })
})

describe('a regeneration', () => {
  it('is written from the latest revision and the instructions, and keeps both', async () => {
    const id = await completed()
    const text = { title: 'Edited title', meta_description: null, content: 'Edited by hand.' }
    await saveRevision(h.server, h.as('member'), id, { ...text, base_version: 1 })
    const instructions = 'Mention that the yard opens at seven.'
    const { accepted } = await regenerateJob(h.server, h.as('member'), id, { instructions })
    await h.deliver(accepted.job_id)
    const job = await read(accepted.job_id)
    expect(job).toMatchObject({ status: 'completed', made_from: { job_id: id, relation: 'regenerate' } })
    expect(job.made_from?.title).toBe('Edited title')
    expect(job.parameters.rewrite).toMatchObject({
      job_id: id,
      revision: 2,
      instructions,
      title: 'Edited title',
      meta_description: null,
    })
    expect(job.prompt?.user).toContain('> Edited by hand.')
    // The provider heeded them.
    expect(job.result?.content).toContain('The yard opens at seven.')
    expect(await read(id)).toMatchObject({ revision: 2, made_into: [{ job_id: accepted.job_id }] })
  })

  it('may begin from an earlier revision, and costs what the earlier text takes to read', async () => {
    const id = await completed()
    const content = 'A sentence that is read again. '.repeat(2000)
    await saveRevision(h.server, h.as('member'), id, { title: 'T', meta_description: null, content, base_version: 1 })
    const instructions = 'Another opening.'
    const first = await regenerateJob(h.server, h.as('member'), id, { instructions, revision: 1 })
    const second = await regenerateJob(h.server, h.as('member'), id, { instructions })
    expect((await read(first.accepted.job_id)).parameters.rewrite?.revision).toBe(1)
    expect(Number(second.accepted.estimated_cost_usd)).toBeGreaterThan(Number(first.accepted.estimated_cost_usd))
    const missing = regenerateJob(h.server, h.as('member'), id, { instructions, revision: 9 })
    expect(await codeOf(missing)).toBe('unprocessable')
  })

  it('of a job without a text is refused', async () => {
    const id = await cancelled()
    expect(await codeOf(regenerateJob(h.server, h.as('member'), id, { instructions: 'Better.' }))).toBe('job_not_ready')
  })

  it('can be retried with the same text and instructions', async () => {
    const id = await completed()
    const { accepted } = await regenerateJob(h.server, h.as('member'), id, { instructions: 'Shorter.' })
    await requestCancel(h.server, h.as('member'), accepted.job_id)
    const again = await retryJob(h.server, h.as('member'), accepted.job_id, {})
    await h.deliver(again.accepted.job_id)
    const job = await read(again.accepted.job_id)
    expect(job.prompt?.user).toContain('<<<WISHES\n> Shorter.')
    expect(job.parameters.rewrite?.job_id).toBe(id)
  })
})
