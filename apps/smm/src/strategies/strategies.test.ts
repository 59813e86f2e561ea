import {
  contentType,
  effectiveStrategy,
  problem,
  strategy as strategySchema,
  type Strategy,
  type StrategyConfiguration,
  strategyDiff,
  strategyImportPreview,
  strategyList,
  strategyPreview,
  strategyVersionList,
  strategyVersionText,
} from '@hg/contracts'
import { createTenant, type Tenant, whileHeld, withClient } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSmm, type TestSmm } from '../test/smm.ts'

let smm: TestSmm
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  smm = await startTestSmm()
  ;[ours, theirs] = [await createTenant(smm.target.adminUrl), await createTenant(smm.target.adminUrl)]
})
afterAll(() => smm.close())

type Types = 'any' | 'article' | 'faq' | 'email' | 'newsletter' | 'ad_copy' | 'case_study'
const asAdmin = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object) =>
  smm.call(method, url, ours.users.admin, payload)
const problemOf = (answer: { body: unknown }) => problem.parse(answer.body)

let made = 0
/** A new strategy of the tenant's customer. */
async function create(
  configuration: StrategyConfiguration = {},
  more: { client?: string; content_type?: Types; is_active?: boolean; merge_modes?: object; name?: string } = {},
): Promise<Strategy> {
  const { client = ours.customerId, content_type = 'article', ...rest } = more
  const name = `Strategy ${++made}`
  const answer = await asAdmin('POST', `/clients/${client}/strategies`, { name, content_type, configuration, ...rest })
  expect(answer).toMatchObject({ status: 201 })
  return strategySchema.parse(answer.body)
}

async function save(id: string, base_version: number, configuration: StrategyConfiguration, more: object = {}) {
  return asAdmin('PUT', `/strategies/${id}`, { base_version, configuration, ...more })
}

async function saved(...given: Parameters<typeof save>): Promise<Strategy> {
  const answer = await save(...given)
  expect(answer).toMatchObject({ status: 200 })
  return strategySchema.parse(answer.body)
}

describe('a strategy', () => {
  it('is made as a draft, with its author, its reason and an audit row', async () => {
    const answer = await asAdmin('POST', `/clients/${ours.customerId}/strategies`, {
      name: ' Spring ',
      content_type: 'faq',
      configuration: { content: { cta: ' Call us ' }, brand: {} },
      merge_modes: { 'content.cta': 'locked', 'brand.tone': 'inherit' },
      message: 'For the campaign',
    })
    const spring = strategySchema.parse(answer.body)
    expect(answer.status).toBe(201)
    expect(spring).toMatchObject({
      ...{ name: 'Spring', version: 1, is_active: false, message: 'For the campaign', restored_from: null },
      configuration: { content: { cta: 'Call us' } },
      merge_modes: { 'content.cta': 'locked' },
      author: { actor: `user:${ours.users.admin}`, name: 'admin' },
    })
    expect(await smm.audited(spring.id)).toEqual([
      expect.objectContaining({
        action: 'strategy.created',
        client_id: ours.customerId,
        actor: `user:${ours.users.admin}`,
        before: null,
        after: {
          ...{ name: 'Spring', content_type: 'faq', is_active: false },
          fields: { 'content.cta': { value: 'Call us', mode: 'locked' } },
        },
      }),
    ])
  })

  it('gets a version for each change, which keeps its text, author and reason', async () => {
    const { id } = await create({ content: { cta: 'One' } })
    await saved(id, 1, { content: { cta: 'Two' } }, { message: 'Shorter' })
    const third = await smm.call('PUT', `/strategies/${id}`, ours.users.owner, {
      base_version: 2,
      configuration: { content: { cta: 'Two', must_include: ['a'] } },
    })
    expect(third.body).toMatchObject({ version: 3, message: null, author: { name: 'owner' } })

    const { items } = strategyVersionList.parse((await asAdmin('GET', `/strategies/${id}/versions`)).body)
    expect(
      items.map(({ version, message, author, is_current }) => [version, message, author?.name, is_current]),
    ).toEqual([
      [3, null, 'owner', true],
      [2, 'Shorter', 'admin', false],
      [1, null, 'admin', false],
    ])
    const second = strategyVersionText.parse((await asAdmin('GET', `/strategies/${id}/versions/2`)).body)
    expect(second.configuration).toEqual({ content: { cta: 'Two' } })
    const page = strategyVersionList.parse((await asAdmin('GET', `/strategies/${id}/versions?limit=1&cursor=3`)).body)
    expect([page.items.map(({ version }) => version), page.next_cursor]).toEqual([[2], '2'])
    expect((await smm.audited(id)).slice(1)).toEqual([
      expect.objectContaining({
        action: 'strategy.updated',
        before: { 'content.cta': { value: 'One', mode: 'override' } },
        after: { 'content.cta': { value: 'Two', mode: 'override' } },
        facts: { version: 2, from_version: 1, paths: ['content.cta'] },
      }),
      expect.objectContaining({ before: {}, after: { 'content.must_include': { value: ['a'], mode: 'override' } } }),
    ])
  })

  it('that is saved as it is gets no version and no audit row', async () => {
    const { id } = await create({ content: { cta: 'One' } })
    const again = await saved(id, 1, { content: { cta: 'One' }, seo: {} }, { message: 'Nothing' })
    expect([again.version, again.message]).toEqual([1, null])
    expect(await smm.audited(id)).toHaveLength(1)
  })

  it('compares two versions field by field', async () => {
    const { id } = await create({ brand: { dos: ['a', 'b'] }, content: { cta: 'One' } })
    await saved(id, 1, { brand: { dos: ['b', 'c'] } }, { merge_modes: { 'brand.dos': 'extend' } })
    const diff = strategyDiff.parse((await asAdmin('GET', `/strategies/${id}/diff`)).body)
    expect(diff).toMatchObject({ from: 1, to: 2 })
    expect(diff.differences).toEqual([
      expect.objectContaining({
        path: 'brand.dos',
        gained: ['c'],
        lost: ['a'],
        mode_before: 'override',
        mode_after: 'extend',
      }),
      expect.objectContaining({ path: 'content.cta', change: 'removed', before: 'One' }),
    ])
    const back = strategyDiff.parse((await asAdmin('GET', `/strategies/${id}/diff?from=2&to=1`)).body)
    expect(back.differences[1]).toMatchObject({ path: 'content.cta', change: 'added' })
    expect((await asAdmin('GET', `/strategies/${id}/diff?from=1&to=9`)).status).toBe(404)
    expect((await asAdmin('GET', `/strategies/${id}/versions/99999999999`)).status).toBe(404)
  })

  it('goes back to an earlier version by a new one', async () => {
    const { id } = await create({ content: { cta: 'One' } })
    await saved(id, 1, { content: { cta: 'Two' } })
    const answer = await asAdmin('POST', `/strategies/${id}/rollback`, {
      version: 1,
      base_version: 2,
      message: 'Too loud',
    })
    expect(answer.body).toMatchObject({
      ...{ version: 3, restored_from: 1, message: 'Too loud' },
      configuration: { content: { cta: 'One' } },
    })
    expect((await smm.audited(id)).at(-1)).toMatchObject({
      action: 'strategy.rolled_back',
      facts: { version: 3, from_version: 2, restored_from: 1 },
    })
    // What comes after says nothing of it.
    expect(await saved(id, 3, { content: { cta: 'Four' } })).toMatchObject({ version: 4, restored_from: null })
    const same = await asAdmin('POST', `/strategies/${id}/rollback`, { version: 4, base_version: 4 })
    expect([same.status, same.code]).toEqual([422, 'unprocessable'])
    expect((await asAdmin('POST', `/strategies/${id}/rollback`, { version: 8, base_version: 4 })).status).toBe(404)
  })
})

describe('two who change the same strategy', () => {
  it('are told apart: the slower one gets both texts and what differs', async () => {
    const { id } = await create({ content: { cta: 'One' } })
    await saved(id, 1, { content: { cta: 'Two' } }, { message: 'First' })
    const late = await save(id, 1, { content: { cta: 'One', must_include: ['x'] } })
    expect([late.status, late.code]).toEqual([409, 'conflict'])
    const { current, yours, differences } = problemOf(late)
    expect(current).toMatchObject({
      ...{ version: 2, message: 'First', author: { name: 'admin' } },
      configuration: { content: { cta: 'Two' } },
    })
    expect(yours).toMatchObject({ version: 1, configuration: { content: { cta: 'One', must_include: ['x'] } } })
    expect(differences).toEqual([
      expect.objectContaining({ path: 'content.must_include', change: 'added' }),
      expect.objectContaining({ path: 'content.cta', before: 'Two', after: 'One' }),
    ])
  })

  it('at once never both succeed', async () => {
    const { id } = await create({ content: { cta: 'One' } })
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => save(id, 1, { content: { cta: `Mine ${index}` } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)])
    expect(await asAdmin('GET', `/strategies/${id}`)).toMatchObject({ body: { version: 2 } })
    expect(await smm.audited(id)).toHaveLength(2)
  })

  it('by any other write are told too', async () => {
    const { id } = await create({ content: { cta: 'One' } })
    await saved(id, 1, { content: { cta: 'Two' } })
    const late = [
      await asAdmin('PATCH', `/strategies/${id}`, { base_version: 1, name: 'Late' }),
      await asAdmin('POST', `/strategies/${id}/rollback`, { version: 1, base_version: 1 }),
    ]
    expect(late.map(({ status }) => status)).toEqual([409, 409])
  })
})

describe('what is active', () => {
  it('is one strategy for each content type, exchanged only by name', async () => {
    const first = await create({}, { content_type: 'newsletter', is_active: true })
    const request = { name: 'Second', content_type: 'newsletter', configuration: {}, is_active: true }
    const url = `/clients/${ours.customerId}/strategies`
    const refused = await asAdmin('POST', url, request)
    expect([refused.status, problemOf(refused).errors?.[0]?.path]).toEqual([409, 'replaces'])
    const second = await asAdmin('POST', url, { ...request, replaces: first.id })
    expect(second).toMatchObject({ status: 201, body: { is_active: true } })
    expect(await asAdmin('GET', `/strategies/${first.id}`)).toMatchObject({ body: { is_active: false, version: 1 } })
    expect((await smm.audited(first.id)).map(({ action }) => action)).toEqual([
      'strategy.created',
      'strategy.deactivated',
    ])

    const wrong = await asAdmin('PATCH', `/strategies/${first.id}`, {
      base_version: 1,
      is_active: true,
      replaces: randomUUID(),
    })
    expect(wrong.status).toBe(409)
    const { id } = strategySchema.parse(second.body)
    const right = await asAdmin('PATCH', `/strategies/${first.id}`, { base_version: 1, is_active: true, replaces: id })
    expect(right).toMatchObject({ status: 200, body: { is_active: true } })
  })

  it('is decided once when two come into use at the same time', async () => {
    const drafts = await Promise.all([1, 2, 3, 4].map(() => create({}, { content_type: 'ad_copy' })))
    const answers = await Promise.all(
      drafts.map(({ id }) => asAdmin('PATCH', `/strategies/${id}`, { base_version: 1, is_active: true })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  it('is renamed and taken out of use without a new version', async () => {
    const { id } = await create({}, { content_type: 'case_study', is_active: true })
    const answer = await asAdmin('PATCH', `/strategies/${id}`, { base_version: 1, name: 'Cases', is_active: false })
    expect(answer.body).toMatchObject({ name: 'Cases', is_active: false, version: 1 })
    expect((await smm.audited(id)).slice(1)).toEqual([
      expect.objectContaining({ action: 'strategy.renamed', after: { name: 'Cases' } }),
      expect.objectContaining({ action: 'strategy.deactivated', before: { is_active: true } }),
    ])
    expect((await asAdmin('PATCH', `/strategies/${id}`, { base_version: 1 })).status).toBe(400)
  })
})

describe('the list of a client', () => {
  it('shows what it inherits, marked and without authors, and its own', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const admin = tenant.users.admin
    const post = (client: string, body: object) => smm.call('POST', `/clients/${client}/strategies`, admin, body)
    const base = { content_type: 'any', configuration: { content: { cta: 'Call' } }, message: 'Secret' }
    await post(tenant.agencyId, { ...base, name: 'Agency', is_active: true, merge_modes: { 'content.cta': 'locked' } })
    await post(tenant.agencyId, { ...base, name: 'Agency draft' })
    await post(tenant.customerId, { ...base, name: 'Own', is_active: true })
    await post(tenant.customerId, { ...base, name: 'Own draft', content_type: 'faq' })
    await post(tenant.siblingId, { ...base, name: 'Sibling', is_active: true })

    for (const caller of [admin, tenant.users.viewer, tenant.customerUserId]) {
      const answer = await smm.call('GET', `/clients/${tenant.customerId}/strategies`, caller)
      const { items, next_cursor } = strategyList.parse(answer.body)
      expect(next_cursor).toBeNull()
      expect(
        items.slice(-3).map((item) => [item.name, item.inherited, item.is_active, item.locked_count, item.message]),
      ).toEqual([
        ['Agency', true, true, 1, null],
        ['Own', false, true, 0, 'Secret'],
        ['Own draft', false, false, 0, 'Secret'],
      ])
      expect(items.filter(({ inherited }) => inherited).every(({ author }) => author === null)).toBe(true)
      expect(items.at(-1)?.author?.name).toBe('admin')
    }
    const page = async (query: string) =>
      strategyList.parse((await smm.call('GET', `/clients/${tenant.customerId}/strategies?${query}`, admin)).body)
    expect((await page('state=inactive')).items.map(({ name }) => name)).toEqual(['Own draft'])
    expect((await page('content_type=faq')).items.map(({ name }) => name)).toEqual(['Own draft'])
    const first = await page('limit=2')
    const rest = await page(`limit=100&cursor=${first.next_cursor}`)
    expect([...first.items, ...rest.items]).toHaveLength((await page('limit=100')).items.length)
  })
})

describe('who may do what', () => {
  it('is: viewers read, admins write, others do not know that it exists', async () => {
    const { id } = await create({ content: { cta: 'One' } })
    await saved(id, 1, { content: { cta: 'Two' } })
    const client = ours.customerId
    const text = { configuration: { content: { cta: 'x' } }, merge_modes: {} }
    const reads: [string, 'GET' | 'POST', object?][] = [
      [`/clients/${client}/strategies`, 'GET'],
      [`/strategies/${id}`, 'GET'],
      [`/strategies/${id}/versions`, 'GET'],
      [`/strategies/${id}/versions/1`, 'GET'],
      [`/strategies/${id}/diff`, 'GET'],
      [`/strategies/${id}/preview`, 'POST', text],
      [`/clients/${client}/strategies/preview`, 'POST', { ...text, content_type: 'faq' }],
    ]
    const writes: [string, 'POST' | 'PUT' | 'PATCH', object][] = [
      [`/clients/${client}/strategies`, 'POST', { ...text, name: 'x', content_type: 'faq' }],
      [`/strategies/${id}`, 'PUT', { ...text, base_version: 2 }],
      [`/strategies/${id}`, 'PATCH', { name: 'x', base_version: 2 }],
      [`/strategies/${id}/rollback`, 'POST', { version: 1, base_version: 2 }],
      [`/clients/${client}/strategies/import`, 'POST', { yaml: 'name: x\ncontent_type: faq\nconfiguration: {}\n' }],
    ]
    const { viewer, member } = ours.users
    for (const [url, method, body] of reads) {
      for (const caller of [viewer, member, ours.customerUserId, `client:${client}`]) {
        expect([url, caller, (await smm.call(method, url, caller, body)).status]).toEqual([url, caller, 200])
      }
    }
    for (const [url, method, body] of writes) {
      for (const caller of [viewer, member, ours.customerUserId, `client:${client}`, `key:${ours.keys.write.id}`]) {
        expect([url, method, (await smm.call(method, url, caller, body)).status]).toEqual([url, method, 403])
      }
    }
    for (const [url, method, body] of [...reads, ...writes]) {
      const foreign = await smm.call(method, url, theirs.users.owner, body)
      const random = await smm.call(method, url.replaceAll(/[0-9a-f-]{36}/g, randomUUID()), theirs.users.owner, body)
      const masked = (answer: { body: unknown }) => ({ ...problemOf(answer), request_id: '' })
      expect(masked(foreign)).toEqual(masked(random))
      expect(foreign.status).toBe(404)
    }
    expect(await asAdmin('GET', `/strategies/${id}`)).toMatchObject({
      body: { version: 2, configuration: { content: { cta: 'Two' } } },
    })
  })
})

describe('what is refused', () => {
  it.each<[string, object, string]>([
    ['an unknown field', { configuration: { brand: { mood: 'x' } } }, 'configuration.brand.mood'],
    ['a mode for no field', { configuration: {}, merge_modes: { 'brand.mood': 'inherit' } }, 'merge_modes.brand.mood'],
    ['a lock of nothing', { configuration: {}, merge_modes: { 'brand.tone': 'locked' } }, 'merge_modes.brand.tone'],
    [
      'a range turned around',
      { configuration: { content: { reading_level: { min_grade: 9, max_grade: 5 } } } },
      'configuration.content.reading_level',
    ],
    ['text that no database holds', { configuration: { content: { cta: 'a\u0000b' } } }, 'configuration.content.cta'],
    ['a missing base version', { configuration: {}, base_version: undefined }, 'base_version'],
    ['what nobody asked for', { configuration: {}, is_active: true }, 'is_active'],
  ])('%s, by its path', async (_what, change, path) => {
    const { id } = await create()
    const answer = await asAdmin('PUT', `/strategies/${id}`, { base_version: 1, ...change })
    expect([answer.status, problemOf(answer).errors?.map((error) => error.path)]).toEqual([400, [path]])
  })
})

describe('where a strategy stands', () => {
  it('is told with what it inherits, what comes out, and its conflicts', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const post = async (client: string, body: object) => {
      const answer = await smm.call('POST', `/clients/${client}/strategies`, tenant.users.admin, {
        is_active: true,
        ...body,
      })
      return strategySchema.parse(answer.body)
    }
    const agency = await post(tenant.agencyId, {
      ...{ name: 'Agency', content_type: 'any' },
      configuration: { content: { banned_phrases: ['cheap'], cta: 'Call the agency' }, brand: { tone: 'Dry' } },
      merge_modes: { 'content.cta': 'locked' },
    })
    const customer = await post(tenant.customerId, {
      ...{ name: 'Customer', content_type: 'any' },
      configuration: {
        content: { banned_phrases: ['fast'], cta: 'Call us' },
        seo: { primary_keywords: ['cheap paving'] },
      },
      merge_modes: { 'content.banned_phrases': 'extend' },
    })
    const { standing } = customer
    expect(standing.inherited.effective.content?.cta).toBe('Call the agency')
    expect(standing.inherited.explain).toContainEqual(
      expect.objectContaining({ path: 'content.cta', locked: true, strategy_id: agency.id }),
    )
    expect(standing.effective).toMatchObject({ content: { cta: 'Call the agency' }, brand: { tone: 'Dry' } })
    expect(standing.effective.content?.banned_phrases).toEqual(expect.arrayContaining(['cheap', 'fast']))
    expect(standing.conflicts.map(({ code, severity }) => [code, severity])).toEqual([
      ['banned_and_used', 'error'],
      ['locked_above', 'warning'],
    ])
    // The agency sees whom it silences, and not what arises between its customer’s own values.
    const above = strategySchema.parse((await smm.call('GET', `/strategies/${agency.id}`, tenant.users.viewer)).body)
    expect(above.standing.conflicts).toEqual([
      expect.objectContaining({ code: 'silences_below', silenced: expect.objectContaining({ count: 1 }) as unknown }),
    ])
    // The customer’s own person, who knows nothing of the agency, sees where it comes from.
    const seen = await smm.call('GET', `/strategies/${customer.id}?shown_as=faq`, tenant.customerUserId)
    expect(strategySchema.parse(seen.body).standing).toMatchObject({ shown_as: 'faq' })
    expect((await smm.call('GET', `/strategies/${agency.id}`, tenant.customerUserId)).status).toBe(404)
    // And the view of what applies tells the same.
    const effective = await smm.call(
      'GET',
      `/clients/${tenant.customerId}/strategy?content_type=faq`,
      tenant.customerUserId,
    )
    expect((effective.body as { conflicts: { code: string }[] }).conflicts.map(({ code }) => code)).toEqual([
      'banned_and_used',
      'locked_above',
    ])
  })

  it('of one content type is not shown as another', async () => {
    const { id } = await create({}, { content_type: 'faq' })
    expect(await asAdmin('GET', `/strategies/${id}?shown_as=email`)).toMatchObject({ status: 422 })
  })
})

describe('a preview', () => {
  it('says for whom what changes, and writes nothing', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const url = `/clients/${tenant.agencyId}/strategies`
    const base = { name: 'Agency', content_type: 'any', is_active: true, configuration: { content: { cta: 'One' } } }
    const agency = strategySchema.parse((await smm.call('POST', url, tenant.users.admin, base)).body)
    await smm.call('POST', `/clients/${tenant.customerId}/strategies`, tenant.users.admin, {
      ...base,
      name: 'Own words',
      content_type: 'faq',
      configuration: { content: { cta: 'Own' } },
    })
    const change = { configuration: { content: { cta: 'Two' } }, merge_modes: { 'content.cta': 'locked' } }
    const answer = await smm.call('POST', `/strategies/${agency.id}/preview`, tenant.users.admin, change)
    const { differences, effects, standing } = strategyPreview.parse(answer.body)
    expect(differences).toEqual([expect.objectContaining({ path: 'content.cta', before: 'One', after: 'Two' })])
    expect([effects.examined, effects.clients]).toEqual([3, 3])
    expect(
      effects.items.map(({ client_id, content_types, paths }) => [client_id, content_types.length, paths]),
    ).toEqual([tenant.agencyId, tenant.customerId, tenant.siblingId].map((id) => [id, 16, ['content.cta']]))
    expect(standing.conflicts).toEqual([expect.objectContaining({ code: 'silences_below' })])
    const off = await smm.call('POST', `/strategies/${agency.id}/preview`, tenant.users.admin, {
      configuration: base.configuration,
      is_active: false,
    })
    expect(strategyPreview.parse(off.body).effects.items.map(({ content_types }) => content_types.length)).toEqual([
      16, 15, 16,
    ])

    expect(await smm.call('GET', `/strategies/${agency.id}`, tenant.users.admin)).toMatchObject({
      body: { version: 1 },
    })
    expect(await smm.audited(agency.id)).toHaveLength(1)
    await smm.call('PUT', `/strategies/${agency.id}`, tenant.users.admin, { ...change, base_version: 1 })
    const faq = await smm.call('GET', `/clients/${tenant.customerId}/strategy?content_type=faq`, tenant.users.viewer)
    expect(faq.body).toMatchObject({ effective: { content: { cta: 'Two' } } })
  })

  it('of a new strategy tells what it would inherit and take the place of', async () => {
    const answer = await asAdmin('POST', `/clients/${ours.siblingId}/strategies/preview`, {
      content_type: 'email',
      configuration: { brand: { tone: 'Short' } },
    })
    const { differences, effects, standing } = strategyPreview.parse(answer.body)
    expect(differences.map(({ path, change }) => [path, change])).toEqual([['brand.tone', 'added']])
    expect(effects.items).toEqual([expect.objectContaining({ client_id: ours.siblingId, content_types: ['email'] })])
    expect(standing.explain.find(({ path }) => path === 'brand.tone')).toMatchObject({ client_id: ours.siblingId })
  })
})

describe('files', () => {
  const exported = async (id: string, query = '') => {
    const answer = await smm.text(`/strategies/${id}/export${query}`, ours.users.viewer)
    expect(answer).toMatchObject({ status: 200, type: 'application/yaml; charset=utf-8' })
    return answer.text
  }

  it('leave and come back as the same strategy', async () => {
    const configuration: StrategyConfiguration = {
      brand: { voice: 'no', dos: ['a: b', '# c'] },
      content: { word_count: { min: 300 }, term_map: { 'seal coat': 'sealcoat' } },
    }
    const one = await create(configuration, { merge_modes: { 'brand.dos': 'extend' } })
    await saved(one.id, 1, { content: { cta: 'Later' } })
    const yaml = await exported(one.id, '?version=1')
    expect(yaml).toContain('# Voice: ')
    const url = `/clients/${ours.customerId}/strategies/import`

    const dry = await asAdmin('POST', url, { yaml, dry_run: true })
    expect(strategyImportPreview.parse(dry.body)).toMatchObject({ name: one.name, configuration })
    const copy = await asAdmin('POST', url, { yaml, message: 'From a file' })
    expect(copy).toMatchObject({
      status: 201,
      body: {
        name: one.name,
        is_active: false,
        configuration,
        merge_modes: { 'brand.dos': 'extend' },
        message: 'From a file',
      },
    })
    expect((await smm.audited(strategySchema.parse(copy.body).id)).map(({ action }) => action)).toEqual([
      'strategy.imported',
    ])

    const version = await asAdmin('POST', url, { yaml, strategy_id: one.id, base_version: 2 })
    expect(version).toMatchObject({ status: 200, body: { id: one.id, version: 3, configuration } })
    expect((await asAdmin('POST', url, { yaml, strategy_id: one.id, base_version: 2 })).status).toBe(409)
    expect((await smm.audited(one.id)).at(-1)).toMatchObject({ action: 'strategy.imported', facts: { version: 3 } })
  })

  it('that are wrong are refused with line and column, and change nothing', async () => {
    const yaml = 'name: x\ncontent_type: faq\nconfiguration:\n  brand:\n    vioce: x\n'
    const answer = await asAdmin('POST', `/clients/${ours.customerId}/strategies/import`, { yaml })
    expect(answer.status).toBe(400)
    expect(problemOf(answer).errors).toEqual([
      expect.objectContaining({ path: 'configuration.brand.vioce', line: 5, column: 5 }),
    ])
  })

  it('go into no strategy of another type, and into none of another client', async () => {
    const yaml = 'name: x\ncontent_type: faq\nconfiguration: {}\n'
    const { id } = await create()
    const url = (client: string) => `/clients/${client}/strategies/import`
    expect((await asAdmin('POST', url(ours.customerId), { yaml, strategy_id: id, base_version: 1 })).status).toBe(422)
    expect((await asAdmin('POST', url(ours.siblingId), { yaml, strategy_id: id, base_version: 1 })).status).toBe(404)
  })
})

describe('the strategies that come with the product', () => {
  it('hold together for every client and content type', async () => {
    const seeded = await smm.admin<{ id: string; slug: string }>(
      `select id, slug from clients where slug !~ '^(agency|customer|sibling)-'`,
    )
    expect(seeded.length).toBeGreaterThan(5)
    for (const { id, slug } of seeded) {
      for (const type of contentType.options) {
        const { body } = await smm.call('GET', `/clients/${id}/strategy?content_type=${type}`, `client:${id}`)
        expect([slug, type, effectiveStrategy.parse(body).conflicts]).toEqual([slug, type, []])
      }
    }
  })
})

describe('whoever loses the role while a change waits', () => {
  it.each([
    ['saves', 'PUT', { configuration: { content: { cta: 'Late' } } }],
    ['renames', 'PATCH', { name: 'Late' }],
  ] as const)('neither %s nor is told so, and the audit does not say it', async (_, method, change) => {
    const late = await createTenant(smm.target.adminUrl)
    const made = await smm.call('POST', `/clients/${late.customerId}/strategies`, late.users.admin, {
      ...{ name: 'Strategy', content_type: 'article', configuration: {} },
    })
    const { id } = strategySchema.parse(made.body)
    const before = await smm.call('GET', `/strategies/${id}`, late.users.viewer)
    const answer = await whileHeld(
      smm.target.adminUrl,
      { sql: 'select from strategies where id = $1 for update', values: [id] },
      () => smm.call(method, `/strategies/${id}`, late.users.admin, { base_version: 1, ...change }),
      () =>
        withClient(smm.target.adminUrl, (db) =>
          db.query(`update memberships set role = 'member' where user_id = $1`, [late.users.admin]),
        ),
    )
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await smm.call('GET', `/strategies/${id}`, late.users.viewer)).toEqual(before)
    const { rows } = await withClient(smm.target.adminUrl, (db) =>
      db.query('select action from audit_log where target_id = $1', [id]),
    )
    expect(rows).toEqual([{ action: 'strategy.created' }])
  })
})
