import { member, memberPage, type Role } from '@hg/contracts'
import { createTenant, type Tenant } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PeopleStage, setPeopleStage } from '../test/people.ts'

let stage: PeopleStage
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  stage = await setPeopleStage()
  ours = await createTenant(stage.target.adminUrl)
  theirs = await createTenant(stage.target.adminUrl)
})
afterAll(() => stage.close())

const url = (clientId: string, userId = '') => `/clients/${clientId}/members${userId && `/${userId}`}`

async function addPerson(role: Role, clientId: string, name = 'Person'): Promise<string> {
  const [row] = await stage.sql<{ id: string }>(
    `insert into users (email, name, password_hash) values ($1, $2, 'none') returning id`,
    [`${randomUUID()}@test.example`, name],
  )
  const id = row?.id ?? ''
  await stage.sql('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [id, clientId, role])
  return id
}

async function list(actor: string, clientId: string, query = '') {
  const answer = await stage.call('GET', url(clientId) + query, actor)
  expect(answer.status).toBe(200)
  return memberPage.parse(answer.body)
}

const roleOf = async (userId: string, clientId: string) =>
  (
    await stage.sql<{ role: Role }>('select role from memberships where user_id = $1 and client_id = $2', [
      userId,
      clientId,
    ])
  )[0]?.role

describe('the list of members', () => {
  it('has the client’s own people first, then those whose role comes from above, and says where from', async () => {
    const { items } = await list(ours.users.admin, ours.customerId)
    expect(items[0]).toMatchObject({ user_id: ours.customerUserId, role: 'member', direct: true })
    const agency = items.filter(({ client_id }) => client_id === ours.agencyId)
    expect(agency.map(({ user_id, role, direct }) => [user_id, role, direct])).toEqual(
      (['owner', 'admin', 'member', 'viewer'] as const).map((role) => [ours.users[role], role, false]),
    )
    expect(items.slice(5).every(({ client_id }) => client_id === ours.rootId)).toBe(true)
    expect(items.every(({ direct, client_id }) => direct === (client_id === ours.customerId))).toBe(true)
  })

  it('holds nobody of another client, neither beside nor below', async () => {
    const { items } = await list(ours.users.owner, ours.agencyId, '?limit=100')
    const ids = items.map(({ user_id }) => user_id)
    expect(ids).not.toContain(ours.customerUserId)
    for (const id of [...Object.values(theirs.users), theirs.customerUserId]) expect(ids).not.toContain(id)
  })

  it('tells addresses to admins, and to the others only their own', async () => {
    const forAdmin = await list(ours.users.admin, ours.customerId)
    expect(forAdmin.items.every(({ email, second_factor }) => email !== null && second_factor !== null)).toBe(true)
    for (const actor of [ours.users.member, ours.users.viewer, ours.customerUserId]) {
      const { items } = await list(actor, ours.customerId)
      expect(items.filter(({ email }) => email !== null).map(({ user_id }) => user_id)).toEqual([actor])
    }
  })

  it('is gone through once, page by page, in the same order', async () => {
    const whole = await list(ours.users.admin, ours.customerId, '?limit=100')
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list(
        ours.users.admin,
        ours.customerId,
        `?limit=2${cursor && `&cursor=${cursor}`}`,
      )
      seen.push(...page.items.map(({ user_id }) => user_id))
      cursor = page.next_cursor
    }
    expect(seen).toEqual(whole.items.map(({ user_id }) => user_id))
    expect((await list(ours.users.admin, ours.customerId, '?scope=direct')).items).toHaveLength(1)
    const inherited = await list(ours.users.admin, ours.customerId, '?scope=inherited')
    expect(inherited.items).toHaveLength(whole.items.length - 1)
  })

  it('says when the place to go on from is gone, rather than ending early', async () => {
    const answer = await stage.call(
      'GET',
      `${url(ours.customerId)}?cursor=${randomUUID()}.${randomUUID()}`,
      ours.users.admin,
    )
    expect([answer.status, answer.problem.errors?.[0]?.path]).toEqual([400, 'query.cursor'])
  })
})

describe('a change of role', () => {
  it('is felt at once, and stands in the audit', async () => {
    const person = await addPerson('viewer', ours.customerId)
    const answer = await stage.call('PATCH', url(ours.customerId, person), ours.users.admin, { role: 'admin' })
    expect(member.parse(answer.body)).toMatchObject({ user_id: person, role: 'admin', direct: true })
    expect((await stage.call('GET', `/clients/${ours.customerId}/invites`, person)).status).toBe(200)
    await stage.call('PATCH', url(ours.customerId, person), ours.users.admin, { role: 'member' })
    expect((await stage.call('GET', `/clients/${ours.customerId}/invites`, person)).status).toBe(403)
    expect(await stage.audited(person)).toMatchObject([
      {
        action: 'member.role_changed',
        actor: `user:${ours.users.admin}`,
        before: { role: 'viewer' },
        after: { role: 'admin' },
      },
      { action: 'member.role_changed', before: { role: 'admin' }, after: { role: 'member' } },
    ])
  })

  it('to the role that they have changes nothing, and is not written down', async () => {
    const person = await addPerson('member', ours.customerId)
    expect((await stage.call('PATCH', url(ours.customerId, person), ours.users.admin, { role: 'member' })).status).toBe(
      200,
    )
    expect(await stage.audited(person)).toEqual([])
  })

  it.each([
    ['makes an owner', 'member', 'owner'],
    ['changes an owner', 'owner', 'admin'],
  ] as const)('by an admin that %s is refused', async (_, from, to) => {
    const person = await addPerson(from, ours.customerId)
    const answer = await stage.call('PATCH', url(ours.customerId, person), ours.users.admin, { role: to })
    expect([answer.status, answer.problem.code]).toEqual([403, 'forbidden'])
    expect(await roleOf(person, ours.customerId)).toBe(from)
    expect((await stage.call('PATCH', url(ours.customerId, person), ours.users.owner, { role: to })).status).toBe(200)
  })

  it.each(['member', 'viewer'] as const)('by a %s is refused, of their own role too', async (role) => {
    const person = await addPerson('viewer', ours.agencyId)
    for (const user of [person, ours.users[role]]) {
      const answer = await stage.call('PATCH', url(ours.agencyId, user), ours.users[role], { role: 'admin' })
      expect(answer.status).toBe(403)
    }
  })

  it('gives nobody a role who has none on this very client', async () => {
    for (const [client, user] of [
      [ours.customerId, ours.users.viewer],
      [ours.agencyId, ours.customerUserId],
      [ours.agencyId, theirs.users.member],
      [ours.agencyId, randomUUID()],
    ] as const) {
      const answer = await stage.call('PATCH', url(client, user), ours.users.owner, { role: 'member' })
      expect([answer.status, answer.problem.detail]).toEqual([404, 'No such member.'])
    }
  })

  it('at another tenant’s client is the same 404 as at none', async () => {
    for (const client of [theirs.agencyId, ours.rootId, randomUUID()]) {
      for (const method of ['PATCH', 'DELETE'] as const) {
        const body = method === 'PATCH' ? { role: 'viewer' } : undefined
        const answer = await stage.call(method, url(client, theirs.users.member), ours.users.owner, body)
        expect([answer.status, answer.problem.detail]).toEqual([404, 'No such client.'])
      }
      expect((await stage.call('GET', url(client), ours.users.owner)).status).toBe(404)
    }
  })
})

describe('a removal', () => {
  it('takes the role on that client and no other, at once', async () => {
    const person = await addPerson('member', ours.customerId)
    await stage.sql(`insert into memberships (user_id, client_id, role) values ($1, $2, 'viewer')`, [
      person,
      ours.siblingId,
    ])
    expect((await stage.call('DELETE', url(ours.customerId, person), ours.users.admin)).status).toBe(204)
    expect((await stage.call('GET', url(ours.customerId), person)).status).toBe(404)
    expect((await stage.call('GET', url(ours.siblingId), person)).status).toBe(200)
    expect(await stage.audited(person)).toMatchObject([{ action: 'member.removed', before: { role: 'member' } }])
  })

  it('of an owner is an owner’s matter', async () => {
    const person = await addPerson('owner', ours.customerId)
    expect((await stage.call('DELETE', url(ours.customerId, person), ours.users.admin)).status).toBe(403)
    expect((await stage.call('DELETE', url(ours.customerId, person), ours.users.owner)).status).toBe(204)
  })

  it.each(['viewer', 'member', 'admin', 'owner'] as const)('of oneself is open to a %s', async (role) => {
    const person = await addPerson(role, ours.customerId)
    expect((await stage.call('DELETE', url(ours.customerId, person), person)).status).toBe(204)
    expect(await stage.audited(person)).toMatchObject([{ action: 'member.left', actor: `user:${person}` }])
  })
})

describe('the last owner of a line', () => {
  it('neither leaves nor steps down, alone or with another in the same moment', async () => {
    const client = theirs.agencyId
    const second = await addPerson('owner', client)
    const roots = await stage.sql<{ user_id: string }>(
      `select user_id from memberships where client_id = $1 and role = 'owner'`,
      [ours.rootId],
    )
    await stage.sql('alter table memberships disable trigger memberships_keep_an_owner')
    await stage.sql(`update memberships set role = 'admin' where client_id = $1 and role = 'owner'`, [ours.rootId])
    await stage.sql('alter table memberships enable trigger memberships_keep_an_owner')
    try {
      const leaving = [theirs.users.owner, second].map((user) => stage.call('DELETE', url(client, user), user))
      const answers = await Promise.all(leaving)
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
      const stays = answers[0]?.status === 409 ? theirs.users.owner : second
      const refused = await stage.call('PATCH', url(client, stays), stays, { role: 'admin' })
      expect([refused.status, refused.problem.code]).toEqual([409, 'last_owner'])
      expect(await roleOf(stays, client)).toBe('owner')
      expect((await stage.audited(stays)).map(({ action }) => action)).not.toContain('member.left')
    } finally {
      for (const { user_id } of roots)
        await stage.sql(`update memberships set role = 'owner' where user_id = $1 and client_id = $2`, [
          user_id,
          ours.rootId,
        ])
    }
  })
})
