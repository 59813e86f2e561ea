import { clientDetails, type ClientDetails, clientTree, problem } from '@hg/contracts'
import { createTenant, type Tenant } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSmm, type TestSmm } from '../test/smm.ts'

let smm: TestSmm
let ours: Tenant
let theirs: Tenant
let rootAdmin: string

beforeAll(async () => {
  smm = await startTestSmm()
  ours = await createTenant(smm.target.adminUrl)
  theirs = await createTenant(smm.target.adminUrl)
  const [found] = await smm.admin<{ id: string }>(`select id from users where email = 'admin@hgcontent.example'`)
  rootAdmin = found?.id ?? ''
})
afterAll(() => smm.close())

let serial = 0
const newName = () => `Corner Bakery ${++serial}`

async function create(fields: object = {}, actor = ours.users.admin): Promise<ClientDetails> {
  const answer = await smm.call('POST', '/clients', actor, { parent_id: ours.agencyId, name: newName(), ...fields })
  expect(answer).toMatchObject({ status: 201 })
  return clientDetails.parse(answer.body)
}

const get = async (id: string, actor: string) =>
  clientDetails.parse((await smm.call('GET', `/clients/${id}`, actor)).body)

async function list(actor: string, query = ''): Promise<string[]> {
  return clientTree.parse((await smm.call('GET', `/clients${query}`, actor)).body).items.map(({ id }) => id)
}

describe('a new client', () => {
  it('stands under its agency as a customer, with a slug of its name, and its creator sees it at once', async () => {
    const made = await create({ name: 'Café Nord', facts: { industry: 'Bakery' } })
    expect(made).toMatchObject({
      slug: 'cafe-nord',
      type: 'customer',
      parent_id: ours.agencyId,
      depth: 2,
      role: 'admin',
      archived: false,
      facts: { industry: 'Bakery' },
      version: 1,
    })
    expect(await list(ours.users.viewer)).toContain(made.id)
    expect(await list(theirs.users.owner)).not.toContain(made.id)
    expect(await smm.audited(made.id)).toMatchObject([
      {
        action: 'client.created',
        client_id: made.id,
        actor: `user:${ours.users.admin}`,
        facts: { parent_id: ours.agencyId },
      },
    ])
  })

  it('gets another slug when its name’s is taken, whoever took it', async () => {
    const first = await create({ name: 'Same Name' })
    const second = await create({ name: 'Same Name', parent_id: theirs.agencyId }, theirs.users.admin)
    expect([first.slug, second.slug]).toEqual(['same-name', 'same-name-2'])
  })

  it('is refused a slug of its own choice that is taken', async () => {
    const { slug } = await create()
    const answer = await smm.call('POST', '/clients', ours.users.admin, { parent_id: ours.agencyId, name: 'X', slug })
    expect(problem.parse(answer.body)).toMatchObject({ status: 409, code: 'conflict', errors: [{ path: 'slug' }] })
  })

  it.each([
    ['customer', 'under the root, where a type must be chosen', 'type'],
    [undefined, 'under the root without a type', 'type'],
  ])('of type %s %s is refused', async (type, _, path) => {
    const answer = await smm.call('POST', '/clients', rootAdmin, { parent_id: ours.rootId, name: 'X', type })
    expect(problem.parse(answer.body)).toMatchObject({ status: 422, errors: [{ path }] })
  })

  it('may be direct or an agency under the root', async () => {
    for (const type of ['direct', 'agency'] as const)
      expect(await create({ parent_id: ours.rootId, type }, rootAdmin)).toMatchObject({ type, depth: 1 })
  })

  it('stands under no customer, and under an agency as no agency', async () => {
    const under = await smm.call('POST', '/clients', ours.users.admin, { parent_id: ours.customerId, name: 'X' })
    expect(problem.parse(under.body)).toMatchObject({ status: 422, errors: [{ path: 'parent_id' }] })
    const body = { parent_id: ours.agencyId, name: 'X', type: 'agency' }
    expect(await smm.call('POST', '/clients', ours.users.admin, body)).toMatchObject({ status: 422 })
  })

  it('takes an admin of the place: others are refused, strangers find nothing', async () => {
    const post = async (actor: string, parent_id: string) =>
      (await smm.call('POST', '/clients', actor, { parent_id, name: newName() })).code
    for (const role of ['member', 'viewer'] as const)
      expect(await post(ours.users[role], ours.agencyId)).toBe('forbidden')
    for (const id of [theirs.agencyId, ours.rootId, randomUUID()])
      expect(await post(ours.users.owner, id)).toBe('not_found')
  })
})

describe('a client of somebody who does not see the one above', () => {
  it('names no parent, in the tree, by id or by slug; whoever sees the agency reads its id', async () => {
    const { customerId, customerUserId, agencyId, users } = ours
    const { slug } = await get(customerId, customerUserId)
    const read = async (actor: string) => {
      const { items } = clientTree.parse((await smm.call('GET', '/clients', actor)).body)
      const bySlug = await smm.call('GET', `/clients/by-slug/${slug}`, actor)
      const seen = [
        items.find(({ id }) => id === customerId),
        await get(customerId, actor),
        bySlug.body as ClientDetails,
      ]
      return seen.map((one) => one?.parent_id)
    }
    expect(await read(customerUserId)).toEqual([null, null, null])
    expect(await read(users.viewer)).toEqual([agencyId, agencyId, agencyId])
    const { items } = clientTree.parse((await smm.call('GET', '/clients', users.owner)).body)
    expect(items.find(({ id }) => id === agencyId)?.parent_id).toBeNull()
  })
})

describe('a change of name, slug or facts', () => {
  it('keeps former slugs leading to the client, and for nobody else', async () => {
    const made = await create({ slug: 'first-slug' })
    await smm.call('PATCH', `/clients/${made.id}`, ours.users.admin, { base_version: 1, slug: 'second-slug' })
    for (const slug of ['first-slug', 'second-slug']) {
      const found = await smm.call('GET', `/clients/by-slug/${slug}`, ours.users.viewer)
      expect(clientDetails.parse(found.body)).toMatchObject({
        id: made.id,
        slug: 'second-slug',
        former_slugs: ['first-slug'],
      })
      expect((await smm.call('GET', `/clients/by-slug/${slug}`, theirs.users.owner)).code).toBe('not_found')
    }
    const taken = await smm.call('POST', '/clients', theirs.users.admin, {
      parent_id: theirs.agencyId,
      name: 'X',
      slug: 'first-slug',
    })
    expect(taken.code).toBe('conflict')
    const back = await smm.call('PATCH', `/clients/${made.id}`, ours.users.admin, {
      base_version: 2,
      slug: 'first-slug',
    })
    expect(clientDetails.parse(back.body)).toMatchObject({ slug: 'first-slug', former_slugs: ['second-slug'] })
  })

  it('is in the audit with what it changed and nothing else', async () => {
    const { id, name } = await create({ facts: { industry: 'Bakery', notes: 'Old' } })
    const change = { base_version: 1, name: 'Bakery North', facts: { industry: 'Bakery', founded: 1990 } }
    const answer = await smm.call('PATCH', `/clients/${id}`, ours.users.admin, change)
    expect(clientDetails.parse(answer.body)).toMatchObject({ name: 'Bakery North', facts: change.facts, version: 2 })
    expect((await smm.audited(id)).slice(1)).toMatchObject([
      { action: 'client.renamed', before: { name }, after: { name: 'Bakery North' } },
      { action: 'client.facts_changed', before: { notes: 'Old' }, after: { founded: 1990 } },
    ])
  })

  it('that changes nothing leaves version and audit as they are', async () => {
    const { id, name } = await create()
    const answer = await smm.call('PATCH', `/clients/${id}`, ours.users.admin, { base_version: 1, name })
    expect(clientDetails.parse(answer.body).version).toBe(1)
    expect(await smm.audited(id)).toHaveLength(1)
  })

  it('begun from an old version is refused with both texts; of two at once one wins', async () => {
    const { id } = await create()
    const change = (name: string) => smm.call('PATCH', `/clients/${id}`, ours.users.admin, { base_version: 1, name })
    const answers = await Promise.all([change('One'), change('Two'), change('Three')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const { name } = await get(id, ours.users.viewer)
    const refused = problem.parse(answers.find(({ status }) => status === 409)?.body)
    expect(refused).toMatchObject({ code: 'conflict', current: { name, version: 2 } })
    expect(['One', 'Two', 'Three']).toContain((refused.yours as { name: string }).name)
  })

  it('takes an admin; strangers find nothing', async () => {
    const { id } = await create()
    const patch = async (actor: string) =>
      (await smm.call('PATCH', `/clients/${id}`, actor, { base_version: 1, name: 'Mine' })).code
    for (const role of ['member', 'viewer'] as const) expect(await patch(ours.users[role])).toBe('forbidden')
    expect(await patch(theirs.users.owner)).toBe('not_found')
    expect(await patch(ours.customerUserId)).toBe('not_found')
  })

  it('says which fact is wrong', async () => {
    const { id } = await create()
    const facts = { website: 'nowhere', social: { linkedin: 'no' } }
    const answer = await smm.call('PATCH', `/clients/${id}`, ours.users.admin, { base_version: 1, facts })
    expect(problem.parse(answer.body).errors?.map(({ path }) => path)).toEqual([
      'facts.website',
      'facts.social.linkedin',
    ])
  })
})

describe('an archived client', () => {
  it('leaves the list, is there when asked for, stays readable, and comes back', async () => {
    const { id } = await create()
    const archived = await smm.call('POST', `/clients/${id}/archive`, ours.users.admin)
    expect(clientDetails.parse(archived.body)).toMatchObject({
      archived: true,
      archived_at: expect.any(String) as string,
    })
    expect(await list(ours.users.viewer)).not.toContain(id)
    expect(await list(ours.users.viewer, '?include=archived')).toContain(id)
    expect((await get(id, ours.users.viewer)).archived).toBe(true)
    const restored = await smm.call('POST', `/clients/${id}/restore`, ours.users.owner)
    expect(clientDetails.parse(restored.body)).toMatchObject({ archived: false, archived_at: null })
    expect(await list(ours.users.viewer)).toContain(id)
    expect((await smm.audited(id)).map(({ action }) => action)).toEqual([
      'client.created',
      'client.archived',
      'client.restored',
    ])
  })

  it('archived twice is archived once', async () => {
    const { id } = await create()
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => smm.call('POST', `/clients/${id}/archive`, ours.users.admin)),
    )
    const times = answers.map(({ body }) => clientDetails.parse(body).archived_at)
    expect(new Set(times).size).toBe(1)
    expect(await smm.audited(id)).toHaveLength(2)
  })

  it('archives what stands below an agency, also for those who do not see the agency', async () => {
    const tenant = await createTenant(smm.target.adminUrl)
    await smm.call('POST', `/clients/${tenant.agencyId}/archive`, rootAdmin)
    expect(await list(tenant.users.owner)).toEqual([])
    expect(await list(tenant.customerUserId)).toEqual([])
    const seen = await get(tenant.customerId, tenant.customerUserId)
    expect(seen).toMatchObject({ archived: true, archived_at: null, parent: null })
    const below = await smm.call('POST', '/clients', tenant.users.admin, { parent_id: tenant.agencyId, name: 'X' })
    expect(below).toMatchObject({ status: 422, code: 'client_archived' })
    await smm.call('POST', `/clients/${tenant.agencyId}/restore`, rootAdmin)
    expect(await list(tenant.customerUserId)).toEqual([tenant.customerId])
  })

  it('takes an admin of the client above: nobody ends or revives their own', async () => {
    const archive = async (id: string, actor: string) => (await smm.call('POST', `/clients/${id}/archive`, actor)).code
    expect(await archive(ours.agencyId, ours.users.owner)).toBe('forbidden')
    expect(await archive(ours.customerId, ours.customerUserId)).toBe('forbidden')
    expect(await archive(ours.customerId, ours.users.member)).toBe('forbidden')
    expect(await archive(ours.customerId, theirs.users.owner)).toBe('not_found')
    expect(await archive(ours.rootId, rootAdmin)).toBe('unprocessable')
  })
})
