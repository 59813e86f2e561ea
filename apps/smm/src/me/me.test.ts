import { endedSessions, me, recoveryCodes, sessionList, totpEnrolment } from '@hg/contracts'
import { seeSession, withoutTenant } from '@hg/db'
import { totpCode, verifyPassword } from '@hg/runtime'
import { createTenant, type Tenant, waitFor } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PeopleStage, setPeopleStage } from '../test/people.ts'
import { addPerson, addSession, password, sessionsOf, type TestPerson } from '../test/person.ts'

let stage: PeopleStage
let ours: Tenant
let person: TestPerson
const better = 'four lanterns under water'

beforeAll(async () => {
  stage = await setPeopleStage()
  ours = await createTenant(stage.target.adminUrl)
})
afterAll(() => stage.close())
beforeEach(async () => {
  stage.post.letters = []
  person = await addPerson(stage)
})

const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, more = {}) =>
  stage.call(method, `/me${path}`, person.id, body, more)

const passwordOf = async (id: string) =>
  (await stage.sql<{ password_hash: string }>('select password_hash from users where id = $1', [id]))[0]
    ?.password_hash ?? null

describe('the account', () => {
  it('says who one is and which roles one was given', async () => {
    await stage.sql(`insert into memberships (user_id, client_id, role) values ($1, $2, 'admin')`, [
      person.id,
      ours.customerId,
    ])
    expect(me.parse((await call('GET', '')).body)).toMatchObject({
      id: person.id,
      email: person.email,
      name: 'Ada Lovelace',
      second_factor: null,
      memberships: [{ client_id: ours.customerId, role: 'admin' }],
    })
  })

  it('takes another name, and writes it down', async () => {
    const answer = await call('PATCH', '', { name: '  Ada King ' })
    expect(me.parse(answer.body).name).toBe('Ada King')
    expect(me.parse((await call('GET', '')).body).name).toBe('Ada King')
    expect(await stage.audited(person.id)).toMatchObject([
      { action: 'person.renamed', before: { name: 'Ada Lovelace' }, after: { name: 'Ada King' } },
    ])
    expect((await call('PATCH', '', { name: '  ' })).status).toBe(400)
  })

  it('is nobody’s whose account is gone, no key’s and no visitor’s', async () => {
    expect((await stage.call('GET', '/me', randomUUID())).status).toBe(404)
    expect((await stage.call('GET', '/me', 'visitor')).status).toBe(401)
    expect((await stage.call('GET', '/me', `client:${ours.customerId}`)).status).toBe(404)
  })
})

describe('a new password', () => {
  it('needs the present one, and ends all sessions but this one', async () => {
    const [here, there] = [await addSession(stage, person), await addSession(stage, person)]
    const change = { current_password: password, new_password: better }
    const answer = await call('POST', '/password', change, { sessionId: here })
    expect(endedSessions.parse(answer.body)).toEqual({ ended: 1 })
    expect(await sessionsOf(stage, person)).toEqual([here])
    const lives = (id: string) =>
      withoutTenant(stage.db, (tx) => seeSession(tx, { id, userId: person.id, address: null }))
    expect([await lives(here), await lives(there)]).toEqual([true, false])
    expect(await verifyPassword(await passwordOf(person.id), better)).toBe(true)
    expect(await stage.audited(person.id)).toMatchObject([{ action: 'password.changed', before: null, after: null }])
    expect(stage.post.letters).toMatchObject([{ to: person.email, subject: 'Your password was changed' }])
  })

  it('is one of two that are set in the same moment with the present one, and ends links to another', async () => {
    await stage.call('POST', '/password-resets', 'visitor', { email: person.email }, { address: '198.51.100.8' })
    const open = () => stage.sql('select from password_resets where user_id = $1 and used_at is null', [person.id])
    await waitFor(async () => (await open()).length === 1, { what: 'the link' })
    const chosen = [better, 'another four words here']
    const answers = await Promise.all(
      chosen.map((new_password) => call('POST', '/password', { current_password: password, new_password })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    const winner = chosen[answers.findIndex(({ status }) => status === 200)] ?? ''
    expect(await verifyPassword(await passwordOf(person.id), winner)).toBe(true)
    expect(await open()).toEqual([])
  })

  it('is refused with a wrong present one, and ten wrong ones are enough', async () => {
    const try_ = (current_password: string) => call('POST', '/password', { current_password, new_password: better })
    for (let n = 0; n < 10; n++) expect((await try_('wrong')).problem.code).toBe('proof_refused')
    const refused = await try_(password)
    expect([refused.status, refused.problem.code]).toEqual([429, 'rate_limited'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800)
    expect(await verifyPassword(await passwordOf(person.id), password)).toBe(true)
    person = await addPerson(stage)
    expect((await try_(password)).status).toBe(200)
  })

  it.each([
    ['shorter than 12', 'plum kettle', /at least 12/],
    ['longer than 128', 'x'.repeat(129), /at most 128/],
    ['one of the most used', 'iloveyou1234', /most used/],
    ['close to one of the most used', 'P@ssw0rd1234', /most used/],
    ['a repetition', 'plumplumplumplum', /repeats/],
    ['a sequence', 'abcdefghijklm', /sequence/],
    ['their own name', 'adalovelace99', /name or address|easy to guess/],
    ['the present one', password, /present one/],
  ])('that is %s is refused, saying why', async (_, new_password, message) => {
    const answer = await call('POST', '/password', { current_password: password, new_password })
    expect([answer.status, answer.problem.code]).toEqual([400, 'invalid_request'])
    expect(answer.problem.errors).toMatchObject([
      { path: 'new_password', message: expect.stringMatching(message) as string },
    ])
    expect(answer.text).not.toContain(new_password)
  })
})

describe('the sessions', () => {
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

  it('are listed with their device and address, and this one is marked', async () => {
    const here = await addSession(stage, person, firefox)
    await addSession(stage, person, iphone)
    await addSession(stage, person, '<script>')
    const other = await addPerson(stage)
    await addSession(stage, other)
    const { items } = sessionList.parse((await call('GET', '/sessions', undefined, { sessionId: here })).body)
    const told = items.map(({ device, kind, address, current }) => [device, kind, address, current])
    expect(told).toHaveLength(3)
    expect(told).toContainEqual(['Firefox on Windows', 'desktop', '203.0.113.7', true])
    expect(told).toContainEqual(['Safari on iOS', 'mobile', '203.0.113.7', false])
    expect(told).toContainEqual(['Unknown browser', 'unknown', '203.0.113.7', false])
  })

  it('end one by one, or all but this one', async () => {
    const [here, ...others] = [
      await addSession(stage, person),
      await addSession(stage, person),
      await addSession(stage, person),
    ]
    expect(endedSessions.parse((await call('DELETE', `/sessions/${others[0]}`)).body).ended).toBe(1)
    expect((await call('DELETE', `/sessions/${others[0]}`)).status).toBe(404)
    expect(await sessionsOf(stage, person)).toEqual([here, others[1]])
    expect((await call('DELETE', '/sessions', undefined, { sessionId: here })).body).toEqual({ ended: 1 })
    expect(await sessionsOf(stage, person)).toEqual([here])
    expect((await stage.audited(person.id)).map(({ action }) => action)).toEqual(['session.ended', 'session.ended'])
  })

  it('are a person’s: keys, clients and people without an account are refused, and nothing ends', async () => {
    const here = await addSession(stage, person)
    for (const actor of [`key:${ours.keys.write.id}`, `client:${ours.customerId}`, randomUUID()])
      for (const [method, path] of [
        ['GET', ''],
        ['DELETE', ''],
        ['DELETE', `/${here}`],
      ] as const)
        expect([actor, (await stage.call(method, `/me/sessions${path}`, actor)).status]).toEqual([actor, 404])
    expect(await sessionsOf(stage, person)).toEqual([here])
  })

  it('of somebody else cannot be ended', async () => {
    const other = await addPerson(stage)
    const theirs = await addSession(stage, other)
    expect((await call('DELETE', `/sessions/${theirs}`)).status).toBe(404)
    await call('DELETE', '/sessions')
    expect(await sessionsOf(stage, other)).toEqual([theirs])
  })

  it('end by themselves, and the least used of more than fifty gives way', async () => {
    const first = await addSession(stage, person)
    await stage.sql(`update sessions set expires_at = now() where id = $1`, [first])
    expect((await call('GET', '/sessions')).body).toEqual({ items: [] })
    expect(await withoutTenant(stage.db, (tx) => seeSession(tx, { id: first, userId: person.id, address: null }))).toBe(
      false,
    )
    for (let n = 0; n < 52; n++) await addSession(stage, person)
    const { items } = sessionList.parse((await call('GET', '/sessions')).body)
    expect(items).toHaveLength(50)
    expect(await sessionsOf(stage, person)).not.toContain(first)
  })
})

describe('the second factor', () => {
  async function enrol(): Promise<{ secret: string; codes: string[] }> {
    const { secret } = totpEnrolment.parse((await call('POST', '/totp', { password })).body)
    const answer = await call('POST', '/totp/confirm', { code: totpCode(secret, Date.now() - 30_000) })
    return { secret, codes: recoveryCodes.parse(answer.body).recovery_codes }
  }
  const factor = async () => me.parse((await call('GET', '')).body).second_factor

  it('is set up with the password and a first code, and told once', async () => {
    const begun = await call('POST', '/totp', { password })
    const { secret, uri } = totpEnrolment.parse(begun.body)
    expect(uri).toContain(`secret=${secret}`)
    expect(begun.headers['cache-control']).toBe('no-store')
    expect(await factor()).toBeNull()
    const rows = await stage.sql<{ secret: string }>('select secret from second_factors where user_id = $1', [
      person.id,
    ])
    expect(rows[0]?.secret).toMatch(/^k1\./)
    expect(rows[0]?.secret).not.toContain(secret)
    const wrong = await call('POST', '/totp/confirm', { code: '000000' })
    expect([wrong.status, wrong.problem.code]).toEqual([422, 'proof_refused'])
    const confirmed = await call('POST', '/totp/confirm', { code: totpCode(secret, Date.now()) })
    const { recovery_codes } = recoveryCodes.parse(confirmed.body)
    expect(recovery_codes).toHaveLength(10)
    expect(await factor()).toMatchObject({ recovery_codes_left: 10 })
    const stored = JSON.stringify(await stage.sql('select * from recovery_codes where user_id = $1', [person.id]))
    for (const code of recovery_codes) expect(stored).not.toContain(code)
    expect((await call('POST', '/totp', { password })).problem.code).toBe('conflict')
    expect((await call('POST', '/totp/confirm', { code: totpCode(secret, Date.now()) })).problem.code).toBe('conflict')
    expect((await stage.audited(person.id)).map(({ action }) => action)).toEqual([
      'second_factor.begun',
      'second_factor.added',
    ])
  })

  it('is not set up without the password', async () => {
    expect((await call('POST', '/totp', { password: 'wrong' })).problem.code).toBe('proof_refused')
    expect((await call('POST', '/totp/confirm', { code: '123456' })).problem.code).toBe('conflict')
  })

  it('begun again has another secret, and the first one is worth nothing', async () => {
    const first = totpEnrolment.parse((await call('POST', '/totp', { password })).body).secret
    const second = totpEnrolment.parse((await call('POST', '/totp', { password })).body).secret
    const confirm = (secret: string) => call('POST', '/totp/confirm', { code: totpCode(secret, Date.now()) })
    expect((await confirm(first)).status).toBe(422)
    expect((await confirm(second)).status).toBe(200)
  })

  it('never takes a code twice, nor one from before the last', async () => {
    const { secret } = await enrol()
    const renew = (code: string) => call('POST', '/totp/recovery-codes', { code })
    expect((await renew(totpCode(secret, Date.now() - 30_000))).status).toBe(422)
    const now = totpCode(secret, Date.now())
    const answers = await Promise.all([renew(now), renew(now), renew(now)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422])
  })

  it('goes with the password, a code or a recovery code, and with nothing else', async () => {
    for (const proof of ['password', 'code', 'recovery'] as const) {
      person = await addPerson(stage)
      const { secret, codes } = await enrol()
      expect((await call('POST', '/totp/disable', { password: 'wrong' })).status).toBe(422)
      expect((await call('POST', '/totp/disable', { code: '000000' })).status).toBe(422)
      expect((await call('POST', '/totp/disable', {})).status).toBe(400)
      const given =
        proof === 'password'
          ? { password }
          : {
              code:
                proof === 'code' ? totpCode(secret, Date.now()) : (codes[3] ?? '').toLowerCase().replaceAll('-', ' '),
            }
      expect((await call('POST', '/totp/disable', given)).status).toBe(204)
      expect(await factor()).toBeNull()
      expect((await call('POST', '/totp/disable', { password })).status).toBe(404)
    }
  })

  it('has recovery codes that work once, and none of an earlier set', async () => {
    const { codes } = await enrol()
    const renew = (code = '') => call('POST', '/totp/recovery-codes', { code })
    const [first, second] = codes
    const fresh = recoveryCodes.parse((await renew(first)).body).recovery_codes
    expect((await renew(first)).status).toBe(422)
    expect((await renew(second)).status).toBe(422)
    expect(await factor()).toMatchObject({ recovery_codes_left: 10 })
    expect((await renew(fresh[0])).status).toBe(200)
  })

  it('is not guessed: ten wrong codes are enough', async () => {
    await enrol()
    for (let n = 0; n < 10; n++) await call('POST', '/totp/disable', { code: String(n).padStart(6, '0') })
    expect((await call('POST', '/totp/disable', { password })).problem.code).toBe('rate_limited')
    expect(await factor()).not.toBeNull()
  })
})
