import {
  contentTemplate,
  type ContentTemplate,
  type ContentTemplateInput,
  contentTemplateList,
  contentTemplateVersions,
  problem,
} from '@hg/contracts'
import { createTenant, type Tenant } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSmm, type TestSmm } from '../test/smm.ts'

let smm: TestSmm
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  smm = await startTestSmm()
  ours = await createTenant(smm.target.adminUrl)
  theirs = await createTenant(smm.target.adminUrl)
})
afterAll(() => smm.close())

let serial = 0
const wanted = (fields: Partial<ContentTemplateInput> = {}) => ({
  name: `How-to ${++serial}`,
  content_types: ['blog_post'],
  brief: 'Show how it is done.',
  sections: [{ heading: 'What you need', words: 100, required: true }, { heading: 'Steps' }],
  defaults: { keywords: ['how to'], tone: 'Patient' },
  ...fields,
})
const url = (clientId: string, rest = '') => `/clients/${clientId}/content-templates${rest}`

async function create(clientId: string, fields: Partial<ContentTemplateInput> = {}, tenant = ours) {
  const answer = await smm.call('POST', url(clientId), tenant.users.admin, wanted(fields))
  expect(answer).toMatchObject({ status: 201 })
  return contentTemplate.parse(answer.body)
}

async function list(clientId: string, actor: string, query = ''): Promise<ContentTemplate[]> {
  return contentTemplateList.parse((await smm.call('GET', url(clientId, query), actor)).body).items
}

const change = ({ id, client_id }: ContentTemplate, body: object, actor = ours.users.admin) =>
  smm.call('PUT', url(client_id, `/${id}`), actor, body)

describe('a content template', () => {
  it('is kept as written, and its making is in the audit', async () => {
    const input = wanted({ description: 'For homeowners' })
    const answer = await smm.call('POST', url(ours.customerId), ours.users.admin, input)
    const made = contentTemplate.parse(answer.body)
    expect(made).toMatchObject({ ...input, version: 1, inherited: false, client_id: ours.customerId })
    expect(made.sections[1]?.required).toBe(false)
    expect(await smm.audited(made.id)).toMatchObject([
      { action: 'content_template.created', client_id: ours.customerId },
    ])
  })

  it('reaches the clients below, with where it is from; the nearer of the same name stands, whatever its case', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    const above = await create(tenant.agencyId, { name: 'Spring Guide' }, tenant)
    const own = await create(tenant.customerId, { name: 'spring guide' }, tenant)
    const seen = (await list(tenant.customerId, tenant.customerUserId)).filter(({ name }) => /spring/i.test(name))
    expect(seen.map(({ id, inherited, overridden, client_id }) => [id, inherited, overridden, client_id])).toEqual([
      [own.id, false, false, tenant.customerId],
      [above.id, true, true, tenant.agencyId],
    ])
    const sibling = (await list(tenant.siblingId, tenant.users.viewer)).find(({ id }) => id === above.id)
    expect(sibling).toMatchObject({ inherited: true, overridden: false })
    expect((await list(tenant.agencyId, tenant.users.viewer)).map(({ id }) => id)).not.toContain(own.id)
  })

  it('is listed by the content types that it is for', async () => {
    const { id } = await create(ours.customerId, { content_types: ['email', 'newsletter'] })
    const has = async (type: string) =>
      (await list(ours.customerId, ours.users.viewer, `?content_type=${type}`)).some((one) => one.id === id)
    expect([await has('email'), await has('newsletter'), await has('blog_post')]).toEqual([true, true, false])
  })

  it('changes into a next version, and its versions tell by whom', async () => {
    const made = await create(ours.customerId)
    const answer = await change(made, { ...wanted(), name: made.name, brief: 'Shorter.', base_version: 1 })
    expect(contentTemplate.parse(answer.body)).toMatchObject({ version: 2, brief: 'Shorter.' })
    const { body } = await smm.call('GET', url(ours.customerId, `/${made.id}/versions`), ours.users.viewer)
    const { items } = contentTemplateVersions.parse(body)
    expect(items.map(({ version, brief, created_by }) => [version, brief, created_by])).toEqual([
      [2, 'Shorter.', `user:${ours.users.admin}`],
      [1, 'Show how it is done.', `user:${ours.users.admin}`],
    ])
    expect((await smm.audited(made.id)).at(-1)).toMatchObject({
      action: 'content_template.changed',
      before: { brief: 'Show how it is done.' },
      after: { brief: 'Shorter.' },
      facts: { version: 2 },
    })
  })

  it('of an old version is refused with both texts; of two at once one wins', async () => {
    const made = await create(ours.customerId)
    const answers = await Promise.all(
      ['One', 'Two'].map((brief) => change(made, { ...wanted(), name: made.name, brief, base_version: 1 })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const won = contentTemplate.parse(answers.find(({ status }) => status === 200)?.body)
    const refused = problem.parse(answers.find(({ status }) => status === 409)?.body)
    expect(refused).toMatchObject({ code: 'conflict', current: { brief: won.brief, version: 2 } })
    expect(refused.yours).toMatchObject({ name: made.name })
  })

  it('has a name that its client uses once, until it is archived', async () => {
    const made = await create(ours.customerId)
    const again = await smm.call('POST', url(ours.customerId), ours.users.admin, wanted({ name: made.name }))
    expect(problem.parse(again.body)).toMatchObject({ status: 409, errors: [{ path: 'name' }] })
    const archive = (id: string, verb: string) =>
      smm.call('POST', url(ours.customerId, `/${id}/${verb}`), ours.users.admin)
    expect(await archive(made.id, 'archive')).toMatchObject({ status: 200 })
    const other = await create(ours.customerId, { name: made.name })
    expect(await archive(made.id, 'restore')).toMatchObject({ status: 409, code: 'conflict' })
    await archive(other.id, 'archive')
    expect(await archive(made.id, 'restore')).toMatchObject({ status: 200 })
    expect((await smm.audited(made.id)).map(({ action }) => action)).toEqual([
      'content_template.created',
      'content_template.archived',
      'content_template.restored',
    ])
  })

  it('archived leaves the lists of its client and of those below', async () => {
    const { id } = await create(ours.agencyId)
    await smm.call('POST', url(ours.agencyId, `/${id}/archive`), ours.users.admin)
    const ids = async (client: string, query = '') =>
      (await list(client, ours.users.viewer, query)).map((one) => one.id)
    expect(await ids(ours.agencyId)).not.toContain(id)
    expect(await ids(ours.agencyId, '?include=archived')).toContain(id)
    expect(await ids(ours.customerId, '?include=archived')).not.toContain(id)
    expect((await smm.call('GET', url(ours.customerId, `/${id}`), ours.users.viewer)).code).toBe('not_found')
  })

  it('from above is read below, and changed where it belongs', async () => {
    const made = await create(ours.agencyId)
    const address = url(ours.customerId, `/${made.id}`)
    expect((await smm.call('GET', address, ours.customerUserId)).status).toBe(200)
    expect(await smm.call('GET', `${address}/versions`, ours.customerUserId)).toMatchObject({ body: { items: [] } })
    const body = { ...wanted(), base_version: 1 }
    expect((await smm.call('PUT', address, ours.users.admin, body)).code).toBe('unprocessable')
    expect((await smm.call('POST', `${address}/archive`, ours.users.admin)).code).toBe('unprocessable')
  })

  it('is made and changed by admins, read by everybody of the client, and not there for strangers', async () => {
    const made = await create(ours.customerId)
    const address = url(ours.customerId, `/${made.id}`)
    const body = { ...wanted(), base_version: 1 }
    for (const role of ['member', 'viewer'] as const) {
      expect((await smm.call('GET', address, ours.users[role])).status).toBe(200)
      expect((await smm.call('POST', url(ours.customerId), ours.users[role], wanted())).code).toBe('forbidden')
      expect((await smm.call('PUT', address, ours.users[role], body)).code).toBe('forbidden')
      expect((await smm.call('POST', `${address}/archive`, ours.users[role])).code).toBe('forbidden')
    }
    const codes = await Promise.all([
      smm.call('GET', url(ours.customerId), theirs.users.owner),
      smm.call('GET', address, theirs.users.owner),
      smm.call('GET', url(theirs.customerId, `/${made.id}`), theirs.users.owner),
      smm.call('PUT', url(theirs.customerId, `/${made.id}`), theirs.users.owner, body),
      smm.call('GET', url(ours.customerId, `/${randomUUID()}`), ours.users.owner),
    ])
    expect(codes.map(({ code }) => code)).toEqual(Array(5).fill('not_found'))
  })

  it.each<[string, object, string]>([
    ['a heading twice', { sections: [{ heading: 'Steps' }, { heading: 'steps' }] }, 'sections'],
    ['no content type', { content_types: [] }, 'content_types'],
    ['a content type twice', { content_types: ['email', 'email'] }, 'content_types'],
    ['an unknown default', { defaults: { colour: 'red' } }, 'defaults.colour'],
    ['a heading of two lines', { sections: [{ heading: 'a\nb' }] }, 'sections.0.heading'],
  ])('with %s is refused', async (_, fields, path) => {
    const answer = await smm.call('POST', url(ours.customerId), ours.users.admin, { ...wanted(), ...fields })
    expect(problem.parse(answer.body)).toMatchObject({ status: 400, errors: [{ path }] })
  })
})
