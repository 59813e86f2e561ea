import { hashLinkToken, verifyPassword } from '@hg/runtime'
import { waitFor } from '@hg/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PeopleStage, setPeopleStage } from '../test/people.ts'
import { addPerson, addSession, password, sessionsOf, type TestPerson } from '../test/person.ts'

let stage: PeopleStage
let person: TestPerson
let asked = 0
const better = 'four lanterns under water'

beforeAll(async () => {
  stage = await setPeopleStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  Object.assign(stage.post, { letters: [], outcome: 'sent', means: 'sent' })
  person = await addPerson(stage)
})

/** Each from an address of its own, but where told otherwise. */
const request = (email: string, address = `198.51.100.${asked++ % 250}`) =>
  stage.call('POST', '/password-resets', 'visitor', { email }, { address })

const confirm = (token: string, chosen = better) =>
  stage.call('POST', '/password-resets/confirm', 'visitor', { token, password: chosen })

/** Asks for a link and returns its secret part, once the mail is out. */
async function requestLink(): Promise<string> {
  const letters = () => stage.post.letters.filter(({ to }) => to === person.email)
  const before = letters().length
  expect((await request(person.email)).body).toEqual({ mail: 'requested' })
  const letter = await waitFor(() => letters()[before], { what: 'the mail' })
  return /https:\/\/app\.example\/reset-password\/([\w-]{43})/.exec(letter.text)?.[1] ?? ''
}

const passwordOf = async () =>
  (await stage.sql<{ password_hash: string }>('select password_hash from users where id = $1', [person.id]))[0]
    ?.password_hash ?? null

describe('asking for a link', () => {
  it('is answered alike for known and unknown addresses, before anything is looked up', async () => {
    const [known, unknown] = [await request(person.email), await request('nobody@test.example')]
    expect([known.status, known.body]).toEqual([202, { mail: 'requested' }])
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body])
    await waitFor(() => stage.post.letters.some(({ to }) => to === person.email))
  })

  it('is answered also while the mail server hangs', async () => {
    const { promise, resolve } = Promise.withResolvers<'sent'>()
    Object.assign(stage.post, { outcome: promise })
    expect((await request(person.email)).status).toBe(202)
    resolve('sent')
  })

  it('takes the address however it is written', async () => {
    await request(`  ${person.email.toUpperCase()} `)
    await waitFor(() => stage.post.letters.some(({ to }) => to === person.email))
  })

  it('says so, to everybody, when this installation sends no mail', async () => {
    stage.post.means = 'not_configured'
    for (const email of [person.email, 'nobody@test.example'])
      expect((await request(email)).body).toEqual({ mail: 'not_configured' })
    expect(stage.post.letters.filter(({ to }) => to === person.email)).toEqual([])
    expect(await stage.sql('select * from password_resets where user_id = $1', [person.id])).toEqual([])
  })

  it('sends nobody more than three links an hour', async () => {
    for (let n = 0; n < 5; n++) await request(person.email)
    await waitFor(
      async () => (await stage.sql('select from password_resets where user_id = $1', [person.id])).length === 3,
    )
    const other = await addPerson(stage)
    await request(other.email)
    await waitFor(() => stage.post.letters.some(({ to }) => to === other.email))
    expect(stage.post.letters.filter(({ to }) => to === person.email)).toHaveLength(3)
  })

  it('is not for one address of the network to do all day long', async () => {
    for (let n = 0; n < 20; n++) await request(`nobody-${n}@test.example`, `2001:db8:0:7::${n.toString(16)}`)
    const refused = await request('nobody@test.example', '2001:db8:0:7::ffff')
    expect([refused.status, refused.problem.code]).toEqual([429, 'rate_limited'])
    expect((await request('nobody@test.example', '2001:db8:0:8::1')).status).toBe(202)
  })
})

describe('a link', () => {
  it('sets a new password, once, and ends every session', async () => {
    await addSession(stage, person)
    await addSession(stage, person)
    const token = await requestLink()
    const rows = JSON.stringify(await stage.sql('select * from password_resets where user_id = $1', [person.id]))
    expect(rows).toContain(hashLinkToken(token))
    expect(rows).not.toContain(token)
    const looked = await stage.call('POST', '/password-resets/lookup', 'visitor', { token })
    expect([looked.status, looked.body]).toEqual([200, { email: person.email }])
    expect((await confirm(token)).body).toEqual({ email: person.email })
    expect(await verifyPassword(await passwordOf(), better)).toBe(true)
    expect(await sessionsOf(stage, person)).toEqual([])
    expect(await stage.audited(person.id)).toMatchObject([
      { action: 'password.reset', actor: `user:${person.id}`, before: null, after: null },
    ])
    const again = await confirm(token, 'another four words here')
    expect([again.status, again.problem.code]).toEqual([410, 'link_dead'])
    expect(await verifyPassword(await passwordOf(), better)).toBe(true)
  })

  it('works once for however many use it at once', async () => {
    const token = await requestLink()
    const answers = await Promise.all([confirm(token), confirm(token), confirm(token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  })

  it('takes every other link of that person with it', async () => {
    const [first, second] = [await requestLink(), await requestLink()]
    expect((await confirm(second)).status).toBe(200)
    expect((await confirm(first)).status).toBe(410)
  })

  it('works for an hour', async () => {
    const token = await requestLink()
    const [row] = await stage.sql<{ minutes: number }>(
      `select extract(epoch from expires_at - created_at)::int / 60 as minutes from password_resets where token_hash = $1`,
      [hashLinkToken(token)],
    )
    expect(row?.minutes).toBe(60)
    await stage.sql(`update password_resets set expires_at = now() where token_hash = $1`, [hashLinkToken(token)])
    expect((await stage.call('POST', '/password-resets/lookup', 'visitor', { token })).status).toBe(410)
    expect((await confirm(token)).status).toBe(410)
    expect(await verifyPassword(await passwordOf(), password)).toBe(true)
  })

  it('stays good when the password that was chosen is too easy', async () => {
    const token = await requestLink()
    expect((await confirm(token, 'password1234')).problem.errors?.[0]?.path).toBe('password')
    expect((await confirm(token)).status).toBe(200)
  })

  it('that nobody was sent is refused', async () => {
    expect((await confirm('A'.repeat(43))).problem.code).toBe('link_dead')
    expect((await confirm('short')).status).toBe(400)
  })
})
