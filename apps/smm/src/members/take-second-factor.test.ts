import { takenSecondFactor } from '@hg/contracts'
import { totpCode } from '@hg/runtime'
import { createTenant, type Tenant, waitFor } from '@hg/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enrolTotp } from '../test/enrol-totp.ts'
import { type Answer, type PeopleStage, setPeopleStage } from '../test/people.ts'
import { addPerson, addSession, password, sessionsOf, type TestPerson } from '../test/person.ts'

let stage: PeopleStage
let ours: Tenant
let theirs: Tenant
/** Who lost their phone. */
let lost: TestPerson

beforeAll(async () => {
  stage = await setPeopleStage()
  ours = await createTenant(stage.target.adminUrl)
  theirs = await createTenant(stage.target.adminUrl)
})
afterAll(() => stage.close())
beforeEach(async () => {
  stage.post.letters = []
  lost = await addPerson(stage, 'Grace Hopper')
  await addFactor(lost)
  await give(lost, ours.customerId, 'member')
})

/** A second factor that counts, and a recovery code. */
const addFactor = async (person: TestPerson) => {
  await stage.sql(`insert into second_factors (user_id, secret, confirmed_at) values ($1, 'k.n.c', now())`, [person.id])
  await stage.sql('insert into recovery_codes (user_id, hash) values ($1, $2)', [person.id, '0'.repeat(64)])
}

const give = (person: TestPerson, clientId: string, role: string) =>
  stage.sql(
    `insert into memberships (user_id, client_id, role) values ($1, $2, $3)
     on conflict (user_id, client_id) do update set role = excluded.role`,
    [person.id, clientId, role],
  )

/** Somebody with this role, and nothing else. */
async function whoIs(role: string, clientId: string): Promise<TestPerson> {
  const person = await addPerson(stage)
  await give(person, clientId, role)
  return person
}

const take = (by: TestPerson, proof: object = { password }, whose = lost.id): Promise<Answer> =>
  stage.call('POST', `/people/${whose}/second-factor/take`, by.id, proof)

const factors = async () => (await stage.sql('select from second_factors where user_id = $1', [lost.id])).length

const outcome = async (by: TestPerson) => {
  const answer = await take(by)
  return answer.status === 200 ? 'taken' : answer.problem.code
}

describe('a lost second factor', () => {
  it('is taken away with its codes and every session, told by mail, and written down at each client', async () => {
    await give(lost, ours.siblingId, 'viewer')
    await addSession(stage, lost)
    await addSession(stage, lost)
    const admin = await whoIs('admin', ours.agencyId)
    const answer = await take(admin)
    expect(takenSecondFactor.parse(answer.body)).toEqual({ name: 'Grace Hopper', ended_sessions: 2 })
    expect(await factors()).toBe(0)
    expect(await stage.sql('select from recovery_codes where user_id = $1', [lost.id])).toEqual([])
    expect(await sessionsOf(stage, lost)).toEqual([])
    const letter = await waitFor(() => stage.post.letters.find(({ to }) => to === lost.email), { what: 'the mail' })
    expect(letter.subject).toBe('The second factor of your account was taken away')
    expect(letter.text).toContain('Ada Lovelace did it')
    const rows = await stage.sql<{ client_id: string | null; actor: string }>(
      `select client_id, actor from audit_log where action = 'second_factor.taken' and target_id = $1`,
      [lost.id],
    )
    expect(rows.map(({ client_id }) => client_id).sort()).toEqual([ours.customerId, ours.siblingId, null].sort())
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set([`user:${admin.id}`]))
    expect((await take(admin)).problem.code).toBe('not_found')
  })

  it('is one’s own to remove, and nobody’s who is no person', async () => {
    expect((await take(lost)).problem.code).toBe('forbidden')
    for (const actor of [`key:${ours.keys.write.id}`, `client:${ours.customerId}`])
      expect((await stage.call('POST', `/people/${lost.id}/second-factor/take`, actor, { password })).status).toBe(403)
    expect(await factors()).toBe(1)
  })

  it('takes all that the caller’s own sign-in takes', async () => {
    const admin = await whoIs('admin', ours.customerId)
    const secret = await enrolTotp(stage, admin)
    const refusedAt = async (proof: object) => (await take(admin, proof)).problem.errors?.[0]?.path
    expect(await refusedAt({ password: 'wrong', code: totpCode(secret, Date.now()) })).toBe('password')
    expect(await refusedAt({ password })).toBe('code')
    expect(await refusedAt({ password, code: '000000' })).toBe('code')
    expect((await take(admin, { code: totpCode(secret, Date.now()) })).status).toBe(400)
    expect(await factors()).toBe(1)
    const code = totpCode(secret, Date.now())
    expect((await take(admin, { password, code })).status).toBe(200)
    await addFactor(lost)
    expect(await refusedAt({ password, code })).toBe('code')
  })

  it('is not guessed at: ten wrong proofs are enough', async () => {
    const admin = await whoIs('admin', ours.customerId)
    for (let n = 0; n < 10; n++) expect((await take(admin, { password: 'wrong' })).problem.code).toBe('proof_refused')
    expect((await take(admin)).problem.code).toBe('rate_limited')
    expect(await factors()).toBe(1)
  })
})

describe('who may take it', () => {
  it.each<[role: string, place: 'customerId' | 'siblingId' | 'agencyId' | 'rootId', expected: string]>([
    ['admin', 'customerId', 'taken'],
    ['owner', 'customerId', 'taken'],
    ['member', 'customerId', 'forbidden'],
    ['viewer', 'agencyId', 'forbidden'],
    ['admin', 'agencyId', 'taken'],
    ['admin', 'rootId', 'taken'],
    ['owner', 'siblingId', 'not_found'],
  ])('%s of %s, from a member of the customer: %s', async (role, place, expected) => {
    expect(await outcome(await whoIs(role, ours[place]))).toBe(expected)
    expect(await factors()).toBe(expected === 'taken' ? 0 : 1)
  })

  it('is nobody of another tenant', async () => {
    expect(await outcome(await whoIs('owner', theirs.agencyId))).toBe('not_found')
  })

  it('is nobody weaker than the person, wherever the person is strong', async () => {
    await give(lost, ours.customerId, 'owner')
    expect(await outcome(await whoIs('admin', ours.agencyId))).toBe('forbidden')
    expect(await outcome(await whoIs('admin', ours.rootId))).toBe('forbidden')
    await give(lost, ours.customerId, 'viewer')
    await give(lost, ours.agencyId, 'member')
    expect(await outcome(await whoIs('owner', ours.customerId))).toBe('forbidden')
    await give(lost, ours.siblingId, 'owner')
    expect(await outcome(await whoIs('admin', ours.agencyId))).toBe('forbidden')
    expect(await outcome(await whoIs('owner', ours.agencyId))).toBe('taken')
  })

  it('is for somebody of two tenants an owner of the root alone, not even who answers in both', async () => {
    await give(lost, theirs.customerId, 'viewer')
    const both = await whoIs('owner', ours.agencyId)
    await give(both, theirs.agencyId, 'owner')
    for (const by of [await whoIs('owner', ours.agencyId), await whoIs('admin', theirs.customerId), both])
      expect(await outcome(by)).toBe('forbidden')
    expect(await outcome(await whoIs('admin', ours.rootId))).toBe('forbidden')
    expect(await factors()).toBe(1)
    expect(await outcome(await whoIs('owner', ours.rootId))).toBe('taken')
  })

  it('is for somebody of the root who is of a tenant, too, an admin of the root', async () => {
    await give(lost, ours.rootId, 'member')
    expect(await outcome(await whoIs('owner', ours.agencyId))).toBe('forbidden')
    expect(await outcome(await whoIs('admin', ours.rootId))).toBe('taken')
  })

  it('does not change in the moment in which the person joins another tenant', async () => {
    const admin = await whoIs('admin', ours.agencyId)
    for (let round = 0; round < 5; round++) {
      lost = await addPerson(stage)
      await addFactor(lost)
      await give(lost, ours.customerId, 'member')
      const [taken] = await Promise.all([
        take(admin),
        stage.sql('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [
          lost.id,
          theirs.agencyId,
          'viewer',
        ]),
      ])
      // Taken while they were of one tenant, or refused because they are of two.
      expect([200, 403]).toContain(taken.status)
      expect(await factors()).toBe(taken.status === 200 ? 0 : 1)
    }
  })
})
