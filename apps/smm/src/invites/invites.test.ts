import { acceptedInvite, inviteOffer, invitePage, type Role, type SentInvite, sentInvite } from '@hg/contracts'
import { hashLinkToken } from '@hg/runtime'
import { createTenant, type Tenant } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PeopleStage, setPeopleStage } from '../test/people.ts'

let stage: PeopleStage
let ours: Tenant
let theirs: Tenant
const account = { name: 'Ada Lovelace', password: 'ringing kettle plum seven' }

beforeAll(async () => {
  stage = await setPeopleStage()
  ours = await createTenant(stage.target.adminUrl)
  theirs = await createTenant(stage.target.adminUrl)
})
afterAll(() => stage.close())
beforeEach(() => {
  Object.assign(stage.post, { letters: [], outcome: 'sent', means: 'sent' })
})

const url = (clientId = ours.customerId, more = '') => `/clients/${clientId}/invites${more}`
const newAddress = () => `${randomUUID()}@new.example`

async function invite(
  fields: { email?: string; role?: Role } = {},
  actor = ours.users.admin,
  clientId = ours.customerId,
): Promise<{ sent: SentInvite; token: string }> {
  const answer = await stage.call('POST', url(clientId), actor, { email: newAddress(), role: 'member', ...fields })
  expect(answer.status).toBe(201)
  return { sent: sentInvite.parse(answer.body), token: lastToken() }
}

/** The secret part of the link in the latest mail. */
function lastToken(): string {
  return /https:\/\/app\.example\/invite\/([\w-]{43})/.exec(stage.post.letters.at(-1)?.text ?? '')?.[1] ?? ''
}

const accept = (token: string, actor = 'visitor', more: object = { account }) =>
  stage.call('POST', '/invites/accept', actor, { token, ...more })

async function register(email = newAddress()): Promise<string> {
  const [row] = await stage.sql<{ id: string }>(
    `insert into users (email, name, password_hash) values ($1, 'Known', 'none') returning id`,
    [email],
  )
  return row?.id ?? ''
}

const rolesOf = (userId: string) =>
  stage.sql<{ client_id: string; role: Role }>('select client_id, role from memberships where user_id = $1', [userId])

const idOf = async (email: string) =>
  (await stage.sql<{ id: string }>('select id from users where email = $1', [email]))[0]?.id ?? ''

describe('an invite', () => {
  it('is mailed as a link that the database knows by its hash only', async () => {
    const { sent, token } = await invite({ email: ' Ada@New.Example ', role: 'viewer' })
    expect(sent).toMatchObject({
      client_id: ours.customerId,
      email: 'ada@new.example',
      role: 'viewer',
      state: 'pending',
      mail: 'sent',
      invited_by: { id: ours.users.admin, name: 'admin' },
      link: null,
    })
    expect(Date.parse(sent.expires_at) - Date.parse(sent.sent_at)).toBe(7 * 24 * 3600_000)
    expect(stage.post.letters).toMatchObject([{ to: 'ada@new.example' }])
    const rows = await stage.sql<{ token_hash: string }>('select * from invites where id = $1', [sent.id])
    expect(rows[0]?.token_hash).toBe(hashLinkToken(token))
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(await stage.audited(sent.id)).toMatchObject([
      {
        action: 'invite.created',
        actor: `user:${ours.users.admin}`,
        after: { email: 'ada@new.example', role: 'viewer' },
      },
    ])
  })

  it.each(['failed', 'not_configured', 'written'] as const)(
    'exists also when the mail is %s, says so, and hands the inviter the link',
    async (outcome) => {
      stage.post.outcome = outcome
      const { sent, token } = await invite()
      expect([sent.mail, sent.link]).toEqual([outcome, `https://app.example/invite/${token}`])
      const { items } = invitePage.parse((await stage.call('GET', url(), ours.users.admin)).body)
      expect(items.find(({ id }) => id === sent.id)).toMatchObject({ mail: outcome, state: 'pending' })
      expect((await accept(token)).status).toBe(200)
    },
  )

  it('offers no more than its sender holds', async () => {
    const answer = await stage.call('POST', url(), ours.users.admin, { email: newAddress(), role: 'owner' })
    expect([answer.status, answer.problem.code]).toEqual([403, 'forbidden'])
    for (const role of ['member', 'viewer'] as const)
      expect((await stage.call('POST', url(), ours.users[role], { email: newAddress(), role: 'viewer' })).status).toBe(
        403,
      )
    expect((await invite({ role: 'owner' }, ours.users.owner)).sent.role).toBe('owner')
  })

  it('to another tenant’s client is the same 404 as to none', async () => {
    for (const client of [theirs.customerId, ours.rootId, randomUUID()]) {
      const answer = await stage.call('POST', url(client), ours.users.owner, { email: newAddress(), role: 'viewer' })
      expect([answer.status, answer.problem.detail]).toEqual([404, 'No such client.'])
      expect((await stage.call('GET', url(client), ours.users.owner)).status).toBe(404)
    }
  })

  it('is refused for who is a member already, or has as strong a role from above', async () => {
    const [row] = await stage.sql<{ email: string }>('select email from users where id = $1', [ours.customerUserId])
    const [above] = await stage.sql<{ email: string }>('select email from users where id = $1', [ours.users.member])
    const ask = (email: string | undefined, role: Role) => stage.call('POST', url(), ours.users.owner, { email, role })
    expect((await ask(row?.email, 'admin')).problem.code).toBe('already_member')
    expect((await ask(above?.email, 'member')).problem.code).toBe('already_member')
    expect((await ask(above?.email, 'admin')).status).toBe(201)
  })

  it('is one at a time for an address, also when two ask at once', async () => {
    const email = newAddress()
    const ask = () => stage.call('POST', url(), ours.users.admin, { email, role: 'viewer' })
    const answers = await Promise.all([ask(), ask(), ask()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await ask()).problem.code).toBe('already_invited')
    expect((await stage.call('POST', url(ours.siblingId), ours.users.admin, { email, role: 'viewer' })).status).toBe(
      201,
    )
  })

  it('that has expired gives way to a new one', async () => {
    const email = newAddress()
    const first = await invite({ email })
    await stage.sql(`update invites set expires_at = now() where id = $1`, [first.sent.id])
    expect((await accept(first.token)).problem.code).toBe('link_dead')
    const second = await invite({ email, role: 'viewer' })
    expect(second.sent.id).not.toBe(first.sent.id)
    expect((await accept(first.token)).problem.code).toBe('link_dead')
    expect((await accept(second.token)).status).toBe(200)
  })

  it.each([
    ['no address', { email: 'nobody', role: 'viewer' }, 'email'],
    ['a role that does not exist', { email: 'a@b.example', role: 'king' }, 'role'],
    ['an unknown property', { email: 'a@b.example', role: 'viewer', token: 'x' }, 'token'],
  ])('with %s is refused', async (_, body, path) => {
    const answer = await stage.call('POST', url(), ours.users.admin, body)
    expect([answer.status, answer.problem.errors?.map((error) => error.path)]).toEqual([400, [path]])
  })
})

describe('sending an invite again', () => {
  it('makes a new link with full time, and the old one works no more', async () => {
    const { sent, token } = await invite()
    await stage.sql(`update invites set expires_at = now() + interval '1 hour' where id = $1`, [sent.id])
    const answer = await stage.call('POST', url(ours.customerId, `/${sent.id}/resend`), ours.users.owner)
    const renewed = sentInvite.parse(answer.body)
    expect(renewed).toMatchObject({ id: sent.id, mail: 'sent', invited_by: { id: ours.users.owner } })
    expect(Date.parse(renewed.expires_at)).toBeGreaterThan(Date.now() + 6.9 * 24 * 3600_000)
    expect(lastToken()).not.toBe(token)
    expect((await accept(token)).problem.code).toBe('link_dead')
    expect((await accept(lastToken())).status).toBe(200)
    expect((await stage.audited(sent.id)).map(({ action }) => action)).toEqual(['invite.created', 'invite.resent'])
  })

  it('and revoking it take the role that it offers', async () => {
    const { sent, token } = await invite({ role: 'owner' }, ours.users.owner)
    const resend = url(ours.customerId, `/${sent.id}/resend`)
    expect((await stage.call('POST', resend, ours.users.admin)).status).toBe(403)
    expect((await stage.call('DELETE', url(ours.customerId, `/${sent.id}`), ours.users.admin)).status).toBe(403)
    expect((await stage.call('DELETE', url(ours.customerId, `/${sent.id}`), ours.users.owner)).status).toBe(204)
    expect((await accept(token)).problem).toMatchObject({ status: 410, code: 'link_dead' })
    expect((await stage.call('POST', resend, ours.users.owner)).status).toBe(404)
    expect((await stage.audited(sent.id)).at(-1)).toMatchObject({ action: 'invite.revoked' })
  })

  it('is not for another client’s invite', async () => {
    const { sent } = await invite()
    for (const client of [ours.siblingId, ours.agencyId])
      expect((await stage.call('DELETE', url(client, `/${sent.id}`), ours.users.owner)).status).toBe(404)
    const answer = await stage.call('DELETE', url(theirs.customerId, `/${sent.id}`), theirs.users.owner)
    expect([answer.status, answer.problem.detail]).toEqual([404, 'No such open invite.'])
  })
})

describe('the list of invites', () => {
  it('has the open ones, newest first, page by page', async () => {
    const made: string[] = []
    for (let n = 0; n < 4; n++) made.push((await invite({}, ours.users.admin, ours.agencyId)).sent.id)
    const first = invitePage.parse((await stage.call('GET', url(ours.agencyId, '?limit=3'), ours.users.admin)).body)
    const rest = await stage.call('GET', url(ours.agencyId, `?limit=3&cursor=${first.next_cursor}`), ours.users.admin)
    const ids = [...first.items, ...invitePage.parse(rest.body).items].map(({ id }) => id)
    expect(ids).toEqual(made.toReversed())
    expect((await stage.call('GET', url(ours.agencyId), ours.users.member)).status).toBe(403)
  })

  it('marks what its sender may no longer offer, and nobody can accept that', async () => {
    const [row] = await stage.sql<{ id: string }>(
      `insert into users (email, name, password_hash) values ($1, 'Leaving', 'none') returning id`,
      [newAddress()],
    )
    const leaving = row?.id ?? ''
    await stage.sql(`insert into memberships (user_id, client_id, role) values ($1, $2, 'admin')`, [
      leaving,
      ours.customerId,
    ])
    const { sent, token } = await invite({}, leaving)
    await stage.call('DELETE', `/clients/${ours.customerId}/members/${leaving}`, ours.users.admin)
    const { items } = invitePage.parse((await stage.call('GET', url(), ours.users.admin)).body)
    expect(items.find(({ id }) => id === sent.id)?.state).toBe('void')
    expect((await accept(token)).problem.code).toBe('link_dead')
    await stage.call('POST', url(ours.customerId, `/${sent.id}/resend`), ours.users.admin)
    expect((await accept(lastToken())).status).toBe(200)
  })
})

describe('the holder of a link', () => {
  it('is told what it offers', async () => {
    const { sent, token } = await invite({ role: 'viewer' })
    const answer = await stage.call('POST', '/invites/lookup', 'visitor', { token })
    expect(inviteOffer.parse(answer.body)).toMatchObject({
      state: 'open',
      email: sent.email,
      role: 'viewer',
      invited_by: 'admin',
      has_account: false,
    })
  })

  it('joins as a new person, once', async () => {
    const { sent, token } = await invite()
    const answer = await accept(token)
    expect(acceptedInvite.parse(answer.body)).toMatchObject({ client_id: ours.customerId, role: 'member' })
    const id = await idOf(sent.email)
    expect(await rolesOf(id)).toEqual([{ client_id: ours.customerId, role: 'member' }])
    expect(await stage.audited(id)).toMatchObject([
      { action: 'member.added', actor: `user:${id}`, after: { role: 'member' } },
      { action: 'person.registered', actor: `user:${id}` },
    ])
    expect((await stage.call('GET', `/clients/${ours.customerId}/members`, id)).status).toBe(200)
    expect((await accept(token)).problem.code).toBe('link_dead')
    expect((await accept(token, id, {})).problem.code).toBe('link_dead')
  })

  it('is one person, however often they click', async () => {
    const { sent, token } = await invite()
    const answers = await Promise.all([accept(token), accept(token), accept(token)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.every(({ status }) => [200, 409, 410].includes(status))).toBe(true)
    expect(await stage.sql('select id from users where email = $1', [sent.email])).toHaveLength(1)
  })

  it('joins as whoever is signed in under that address, and keeps a stronger role', async () => {
    const email = newAddress()
    const person = await register(email)
    const { token } = await invite({ email })
    await stage.sql(`insert into memberships (user_id, client_id, role) values ($1, $2, 'admin')`, [
      person,
      ours.customerId,
    ])
    expect((await accept(token, person, {})).status).toBe(200)
    expect(await rolesOf(person)).toEqual([{ client_id: ours.customerId, role: 'admin' }])
  })

  it('does not join as somebody else', async () => {
    const { sent, token } = await invite()
    for (const actor of [ours.users.member, theirs.users.owner]) {
      const answer = await accept(token, actor, {})
      expect([answer.status, answer.problem.code]).toEqual([403, 'forbidden'])
    }
    expect(await idOf(sent.email)).toBe('')
  })

  it('does not get around the sign-in of an account that there is', async () => {
    const email = newAddress()
    const person = await register(email)
    const { token } = await invite({ email })
    const offer = await stage.call('POST', '/invites/lookup', 'visitor', { token })
    expect(inviteOffer.parse(offer.body).has_account).toBe(true)
    expect((await accept(token)).problem.code).toBe('conflict')
    expect(await stage.sql('select password_hash from users where id = $1', [person])).toEqual([
      { password_hash: 'none' },
    ])
  })

  it.each([
    ['too short', 'short', 'must have at least 12'],
    ['among the most used', 'password1234', 'most used'],
    ['made of their name', 'Ada Lovelace', 'easy to guess|name or address|others know'],
  ])('is not taken with a password that is %s, and can try again', async (_, password, message) => {
    const { token } = await invite()
    const answer = await accept(token, 'visitor', { account: { ...account, password } })
    expect(answer.status).toBe(400)
    expect(answer.problem.errors).toEqual([
      { path: 'account.password', message: expect.stringMatching(new RegExp(message)) as string },
    ])
    expect((await accept(token)).status).toBe(200)
  })

  it('of no link of ours learns nothing', async () => {
    const token = 'A'.repeat(43)
    for (const path of ['/invites/lookup', '/invites/accept']) {
      const answer = await stage.call('POST', path, 'visitor', { token })
      expect([answer.status, answer.problem.code]).toEqual([410, 'link_dead'])
    }
    expect((await stage.call('POST', '/invites/lookup', 'visitor', { token: 'x' })).status).toBe(400)
  })

  it('needs a name and a password to be somebody', async () => {
    const { token } = await invite()
    expect((await accept(token, 'visitor', {})).problem.code).toBe('unprocessable')
  })
})
