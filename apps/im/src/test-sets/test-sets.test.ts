import { testSet as testSetSchema, type TestSet } from '@hg/contracts'
import { signServiceToken } from '@hg/runtime'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIm, type TestIm } from '../test/im.ts'

let im: TestIm
let cincinnati: string
let ohio: string
const actor = { member: '', viewer: '', stranger: '' }

beforeAll(async () => {
  im = await startIm()
  cincinnati = await im.idOf('cincinnati-electrician')
  ohio = await im.idOf('ohio-paving')
  actor.member = `user:${await im.userId('member@cincinnati-electrician.example')}`
  actor.viewer = `user:${await im.userId('viewer@cincinnati-electrician.example')}`
  actor.stranger = `user:${await im.userId('owner@paving-marketers.example')}`
})
afterAll(() => im.close())

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, as = actor.member, body?: object) {
  const token = await signServiceToken(im.keys.privateKey, { issuer: 'frontend', audience: 'im', actor: as })
  const headers = { authorization: `Bearer ${token}` }
  const answer = await im.app.inject({ method, url, headers, ...(body && { payload: body }) })
  const parsed = answer.statusCode === 204 ? {} : answer.json<Record<string, unknown>>()
  return { status: answer.statusCode, body: parsed }
}

const list = () => `/clients/${cincinnati}/test-sets`
const brief = (topic: string) => ({ topic, keywords: ['fuse'] })
const set = (fields: object = {}) => ({ name: randomUUID(), content_type: 'faq', briefs: [brief('Fuses')], ...fields })

async function create(fields: object = {}): Promise<TestSet> {
  const { status, body } = await call('POST', list(), actor.member, set(fields))
  expect(status, JSON.stringify(body)).toBe(201)
  return testSetSchema.parse(body)
}

/** A job of this client, past row-level security. */
async function addJob(clientId: string, parameters: object): Promise<string> {
  const { id } = await im.admin.kysely
    .insertInto('jobs')
    .values({
      ...{ client_id: clientId, content_type: 'faq', prompt: 'x', created_by: 'test' },
      parameters: JSON.stringify(parameters),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

describe('a test set', () => {
  it('is kept with its briefs, listed, and written anew as its next version', async () => {
    const made = await create({ name: 'Common questions' })
    expect(made).toMatchObject({ version: 1, size: 1, runs: 0, briefs: [brief('Fuses')] })
    const { body: page } = await call('GET', `${list()}?limit=1`, actor.viewer)
    expect(page).toMatchObject({ items: [{ id: made.id, name: 'Common questions', size: 1 }] })

    const change = { ...set({ name: 'Rare questions', briefs: [brief('One'), brief('Two')] }), base_version: 1 }
    const { body: changed } = await call('PUT', `/test-sets/${made.id}`, actor.member, change)
    expect(changed).toMatchObject({ name: 'Rare questions', version: 2, size: 2 })
    expect(await call('GET', `/test-sets/${made.id}`, actor.viewer)).toMatchObject({ status: 200, body: changed })
  })

  it('that somebody else changed is answered with both texts', async () => {
    const made = await create()
    const mine = { ...set({ name: made.name, briefs: [brief('Mine')] }), base_version: 1 }
    await call('PUT', `/test-sets/${made.id}`, actor.member, { ...mine, briefs: [brief('Theirs')] })
    const { status, body } = await call('PUT', `/test-sets/${made.id}`, actor.member, mine)
    expect([status, body.code]).toEqual([409, 'conflict'])
    expect(body).toMatchObject({
      current: { version: 2, briefs: [brief('Theirs')] },
      yours: { briefs: [brief('Mine')] },
    })
  })

  it('takes the briefs of chosen pieces of the client, each once, and of no other client', async () => {
    const imported = { topic: 'Imported', brief: 'Words', keywords: ['fuse'], variables: { tone: 'calm', age: 7 } }
    const parameters = { ...imported, llm: { provider: 'openai' } }
    const [one, same] = [await addJob(cincinnati, parameters), await addJob(cincinnati, parameters)]
    const made = await create({ job_ids: [one, same] })
    expect(made.briefs).toEqual([brief('Fuses'), imported])
    expect((await create({ briefs: [], job_ids: [one] })).size).toBe(1)

    const [foreign, emptied] = [await addJob(ohio, parameters), await addJob(cincinnati, {})]
    const asked = await call('POST', list(), actor.member, set({ job_ids: [one, foreign, emptied, randomUUID()] }))
    expect(asked.status).toBe(422)
    const paths = (asked.body.errors as { path: string }[]).map(({ path }) => path)
    expect(paths).toEqual(['job_ids.1', 'job_ids.2', 'job_ids.3'])
  })

  it('of an agency takes briefs of pieces below it, says whose they are, and keeps none whose piece is gone', async () => {
    const agency = await im.idOf('heaviside-digital')
    const member = `user:${await im.userId('member@heaviside.example')}`
    const parameters = { topic: 'Taken', brief: 'The customer’s words' }
    const [below, own, foreign] = [
      await addJob(cincinnati, parameters),
      await addJob(agency, { topic: 'Own' }),
      await addJob(ohio, parameters),
    ]
    const make = (fields: object) =>
      call('POST', `/clients/${agency}/test-sets`, member, set({ briefs: [], ...fields }))
    expect((await make({ job_ids: [foreign] })).status).toBe(422)
    const { body } = await make({ name: 'From below', job_ids: [below, own] })
    const made = testSetSchema.parse(body)
    const taken_from = { job_id: below, client_id: cincinnati }
    expect(made.briefs).toEqual([{ ...parameters, taken_from }, { topic: 'Own' }])
    // The customer sees neither the test set nor is it told of it; the audit keeps none of its words.
    expect((await call('GET', `/test-sets/${made.id}`, actor.member)).status).toBe(404)
    const [created] = await im.audited(made.id)
    expect(created?.after).toMatchObject({ briefs: [{ taken_from }, { topic: 'Own' }] })
    expect(JSON.stringify(created)).not.toContain('Taken')

    // Whoever leaves out where words are from does not make them theirs.
    const change = (briefs: object[], base_version: number) =>
      call('PUT', `/test-sets/${made.id}`, member, { ...set({ name: made.name, briefs }), base_version })
    expect((await change([parameters, { topic: 'Other' }], 1)).body).toMatchObject({
      briefs: [{ taken_from }, { topic: 'Other' }],
    })
    const trial = { test_set_id: made.id, taken_from }
    const again = await make({ job_ids: [await addJob(agency, { ...parameters, trial })] })
    expect(again.body).toMatchObject({ briefs: [{ topic: 'Taken', taken_from }] })

    await im.admin.pool.query(`alter table jobs disable trigger user`)
    await im.admin.pool.query(`update jobs set parameters = '{}', prompt = '', emptied_at = now() where id = $1`, [
      below,
    ])
    await im.admin.pool.query(`alter table jobs enable trigger user`)
    for (const brief of [
      { ...parameters, taken_from },
      { topic: 'Forged', taken_from: { job_id: own, client_id: cincinnati } },
    ]) {
      const refused = await change([{ topic: 'Other' }, brief], 2)
      expect([refused.status, refused.body.errors]).toMatchObject([422, [{ path: 'briefs.1.topic' }]])
    }
  })

  it.each([
    ['no brief', { briefs: [] }, 422, 'briefs'],
    ['the same brief twice', { briefs: [brief('One'), brief('One')] }, 400, 'briefs'],
    [
      'more than 50 briefs',
      { briefs: Array.from({ length: 51 }, (_, index) => brief(`Brief ${index}`)) },
      400,
      'briefs',
    ],
    ['too short a topic', { briefs: [{ topic: 'x' }] }, 400, 'briefs.0.topic'],
    ['the type for any', { content_type: 'any' }, 400, 'content_type'],
  ])('with %s is refused', async (_what, fields, status, path) => {
    const answer = await call('POST', list(), actor.member, set(fields))
    expect(answer.status).toBe(status)
    expect((answer.body.errors as { path: string }[]).map((error) => error.path)).toContain(path)
  })

  it('has a name of its own at its client', async () => {
    const made = await create()
    const again = await call('POST', list(), actor.member, set({ name: made.name.toUpperCase() }))
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    const other = await create()
    const renamed = await call('PUT', `/test-sets/${other.id}`, actor.member, {
      ...set({ name: made.name }),
      base_version: 1,
    })
    expect(renamed).toMatchObject({ status: 409, body: { errors: [{ path: 'name' }] } })
  })

  it('is removed by members, and is then not there', async () => {
    const made = await create()
    expect((await call('DELETE', `/test-sets/${made.id}`, actor.viewer)).status).toBe(403)
    expect((await call('DELETE', `/test-sets/${made.id}`)).status).toBe(204)
    for (const method of ['GET', 'DELETE'] as const)
      expect((await call(method, `/test-sets/${made.id}`)).status).toBe(404)
  })

  it('of another tenant is not there', async () => {
    const made = await create()
    const change = { ...set(), base_version: 1 }
    for (const id of [made.id, randomUUID()]) {
      expect((await call('GET', `/test-sets/${id}`, actor.stranger)).body.code).toBe('not_found')
      expect((await call('PUT', `/test-sets/${id}`, actor.stranger, change)).body.code).toBe('not_found')
      expect((await call('DELETE', `/test-sets/${id}`, actor.stranger)).body.code).toBe('not_found')
    }
    expect((await call('POST', list(), actor.stranger, set())).status).toBe(404)
    expect((await call('POST', list(), actor.viewer, set())).status).toBe(403)
  })

  it('leaves in the audit who made, changed and removed it', async () => {
    const made = await create()
    await call('PUT', `/test-sets/${made.id}`, actor.member, { ...set(), base_version: 1 })
    await call('PUT', `/test-sets/${made.id}`, actor.member, { ...set(), base_version: 1 })
    await call('DELETE', `/test-sets/${made.id}`)
    const rows = await im.admin.kysely
      .selectFrom('audit_log')
      .select(['action', 'actor'])
      .where('target_id', '=', made.id)
      .orderBy('id')
      .execute()
    expect(rows).toEqual(
      ['created', 'changed', 'removed'].map((what) => ({ action: `test_set.${what}`, actor: actor.member })),
    )
  })
})
