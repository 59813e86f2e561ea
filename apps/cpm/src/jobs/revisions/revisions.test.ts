import { withTenant } from '@hg/db'
import { withClient } from '@hg/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from '../../test/harness.ts'
import { rateJob } from '../feedback/put.ts'
import { readJob } from '../get.ts'
import { searchJobs } from '../list.ts'
import { submitJob } from '../submit.ts'
import { compareRevisions } from './diff.ts'
import { readOneRevision, readRevisions } from './list.ts'
import { restoreRevision } from './restore.ts'
import { saveRevision } from './save.ts'

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

async function written(fields = {}): Promise<string> {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request(fields))
  await h.deliver(accepted.job_id)
  return accepted.job_id
}

const text = { title: 'By hand', meta_description: 'Said by hand.', content: '## One\n\nShort.\n' }
const save = (id: string, base_version: number, changes = {}) =>
  saveRevision(h.server, h.as('member'), id, { ...text, base_version, ...changes })
const audited = () =>
  withTenant(h.db, { kind: 'user', id: h.tenant.users.owner }, (tx) =>
    tx.selectFrom('audit_log').select(['action', 'actor', 'facts']).orderBy('id', 'desc').execute(),
  )

describe('an edit', () => {
  it('is the next revision, checked anew, and what the job and lists show from then on; the job’s row stays', async () => {
    const id = await written()
    const before = await h.row(id)
    const saved = await save(id, 1, { note: 'For the client' })
    expect(saved).toMatchObject({ ...text, number: 2, note: 'For the client', restored_from: null, word_count: 2 })
    expect(saved.quality.checks.find((check) => check.id === 'word_count')).toMatchObject({ passed: false })
    const job = await readJob(h.server, h.as('viewer'), id)
    expect(job).toMatchObject({ revision: 2, title: 'By hand', word_count: 2, quality_score: saved.quality.score })
    expect(job.result).toEqual({ ...text, word_count: 2, quality: saved.quality, repairs: [] })
    const listed = (await searchJobs(h.server, h.as('viewer'), { limit: 100 })).items.find((one) => one.id === id)
    expect(listed).toMatchObject({ revision: 2, title: 'By hand', word_count: 2, quality_score: saved.quality.score })
    expect(await h.row(id)).toEqual(before)
    expect((await audited())[0]).toMatchObject({
      action: 'job.edited',
      actor: `user:${h.tenant.users.member}`,
      facts: { revision: 2 },
    })
  })

  it('of an older revision is refused with both texts, and nothing is kept of it', async () => {
    const id = await written()
    await save(id, 1, { title: 'Theirs' })
    const mine = save(id, 1, { title: 'Mine' })
    await expect(mine).rejects.toMatchObject({
      code: 'conflict',
      stale: { current: { title: 'Theirs', version: 2 }, yours: { title: 'Mine', content: text.content } },
    })
    expect(await codeOf(save(id, 7))).toBe('conflict')
    expect(await readRevisions(h.server, h.as('viewer'), id)).toHaveLength(2)
  })

  it('by ten at once is kept of one', async () => {
    const id = await written()
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => codeOf(save(id, 1, { title: `T${index}` }))),
    )
    expect(codes.filter((code) => code === 'nothing was thrown')).toHaveLength(1)
    expect(codes.filter((code) => code === 'conflict')).toHaveLength(9)
  })

  it('is for members, of a job that has a text', async () => {
    const id = await written()
    const input = { ...text, base_version: 1 }
    expect(await codeOf(saveRevision(h.server, h.as('viewer'), id, input))).toBe('forbidden')
    const stranger = { ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.owner } }
    expect(await codeOf(saveRevision(h.server, stranger, id, input))).toBe('not_found')
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    expect(await codeOf(save(accepted.job_id, 1))).toBe('job_not_ready')
  })

  it('never changes once it is made, not even past the verbs', async () => {
    const id = await written()
    await save(id, 1)
    const change = withTenant(h.db, h.as('owner').actor, (tx) =>
      tx.updateTable('job_revisions').set({ content: 'Other' }).where('job_id', '=', id).execute(),
    )
    await expect(change).rejects.toThrow(/permission denied/)
  })
})

describe('the revisions of a piece', () => {
  it('are listed with their authors, compared line by line, and brought back', async () => {
    const id = await written()
    const first = await readOneRevision(h.server, h.as('viewer'), id, 1)
    await save(id, 1)
    await save(id, 2, { content: '## One\n\nLonger.\n', note: 'Better' })
    const list = await readRevisions(h.server, h.as('viewer'), id)
    expect(list.map(({ number, note, created_by }) => [number, note, created_by])).toEqual([
      [3, 'Better', `user:${h.tenant.users.member}`],
      [2, null, `user:${h.tenant.users.member}`],
      [1, null, null],
    ])
    expect(list[0]?.author).toBeTruthy()
    expect(list[2]?.author).toBeNull()
    expect(await compareRevisions(h.server, h.as('viewer'), id, { from: 2, to: 3 })).toEqual({
      from: 2,
      to: 3,
      title: [{ kind: 'same', text: 'By hand' }],
      meta_description: [{ kind: 'same', text: 'Said by hand.' }],
      content: [
        { kind: 'same', text: '## One\n\n' },
        { kind: 'removed', text: 'Short.\n' },
        { kind: 'added', text: 'Longer.\n' },
      ],
    })
    const restored = await restoreRevision(h.server, h.as('member'), id, 1, { base_version: 3 })
    expect(restored).toMatchObject({ number: 4, restored_from: 1, title: first.title, content: first.content })
    expect(await codeOf(restoreRevision(h.server, h.as('member'), id, 1, { base_version: 3 }))).toBe('conflict')
    expect(await codeOf(restoreRevision(h.server, h.as('member'), id, 9, { base_version: 4 }))).toBe('not_found')
    expect(await codeOf(readOneRevision(h.server, h.as('viewer'), id, 9))).toBe('not_found')
  })

  it('are gone with the job’s text, and no edit passes by', async () => {
    const id = await written()
    await save(id, 1)
    await withClient(h.target.adminUrl, async (db) => {
      await db.query(`set session_replication_role = replica`)
      await db.query(`update jobs set completed_at = now() - interval '9 days' where id = $1`, [id])
      await db.query(`set session_replication_role = origin`)
      await db.query('begin')
      await db.query(`set local role hg_content_rls`)
      await db.query(
        `update jobs set prompt = '', prompt_system = null, parameters = '{}', result = null, error_message = null,
           strategy = '{}', template_name = null, emptied_at = now() where id = $1`,
        [id],
      )
      const late = codeOf(save(id, 2))
      await db.query('commit')
      // Either it waited for the removal, or it came after it.
      expect(['conflict', 'job_not_ready']).toContain(await late)
    })
    expect(await readRevisions(h.server, h.as('viewer'), id)).toEqual([])
    expect(await readJob(h.server, h.as('viewer'), id)).toMatchObject({ result: null, revision: null })
  })
})

describe('what is said of a piece', () => {
  it('is one word for each person, which they may change', async () => {
    const id = await written()
    await rateJob(h.server, h.as('member'), id, { rating: 'up', comment: 'Just right.' })
    await save(id, 1)
    await rateJob(h.server, h.as('admin'), id, { rating: 'up' })
    const job = await rateJob(h.server, h.as('member'), id, { rating: 'down' })
    expect(job.feedback).toMatchObject([
      { actor: `user:${h.tenant.users.member}`, mine: true, rating: 'down', comment: null, revision: 2 },
      { actor: `user:${h.tenant.users.admin}`, mine: false, rating: 'up', comment: null, revision: 2 },
    ])
    expect(job.feedback[0]?.name).toBeTruthy()
  })

  it('is for members, of a job that has a text', async () => {
    const id = await written()
    expect(await codeOf(rateJob(h.server, h.as('viewer'), id, { rating: 'up' }))).toBe('forbidden')
    const { accepted } = await submitJob(h.server, h.as('member'), h.request())
    expect(await codeOf(rateJob(h.server, h.as('member'), accepted.job_id, { rating: 'up' }))).toBe('job_not_ready')
  })
})
