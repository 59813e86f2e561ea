import { changedEmail, emailUndo, me } from '@hg/contracts'
import { findSignIn, withoutTenant } from '@hg/db'
import { hashLinkToken, totpCode, verifyPassword } from '@hg/runtime'
import { createTenant, type Tenant, waitFor } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enrolTotp } from '../test/enrol-totp.ts'
import { type Answer, type PeopleStage, setPeopleStage } from '../test/people.ts'
import { addPerson, addSession, password, sessionsOf, type TestPerson } from '../test/person.ts'

let stage: PeopleStage
let ours: Tenant
let person: TestPerson
let here: string

beforeAll(async () => {
  stage = await setPeopleStage()
  ours = await createTenant(stage.target.adminUrl)
})
afterAll(() => stage.close())
beforeEach(async () => {
  Object.assign(stage.post, { letters: [], outcome: 'sent', means: 'sent' })
  person = await addPerson(stage)
  here = await addSession(stage, person)
})

const newAddress = () => `${randomUUID()}@next.example`
const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, who = person.id, sessionId = here) =>
  stage.call(method, `/me${path}`, who, body, { sessionId })
const ask = (email: string, proof: object = { password }): Promise<Answer> =>
  call('POST', '/email', { email, ...proof })
const confirm = (token: string, who = person.id) => call('POST', '/email/confirm', { token }, who)
const undo = (token: string) => stage.call('POST', '/email-undos/confirm', 'visitor', { token })
const lookUp = (token: string) => stage.call('POST', '/email-undos/lookup', 'visitor', { token })

/** The secret part of the link that the last letter of this kind to an address holds. */
async function linkTo(to: string, path: string): Promise<string> {
  const link = new RegExp(`https://app\\.example/${path}/([\\w-]{43})`)
  const letter = await waitFor(() => stage.post.letters.findLast((one) => one.to === to && link.test(one.text)), {
    what: `a mail with a link to ${path}`,
  })
  return link.exec(letter.text)?.[1] ?? ''
}

/** Changes the person's address and returns the new one with the way back. */
async function change(): Promise<{ before: string; email: string; undoToken: string }> {
  const [before, email] = [await addressOf(), newAddress()]
  expect((await ask(email)).status).toBe(202)
  const answer = await confirm(await linkTo(email, 'confirm-email'))
  expect(changedEmail.parse(answer.body).email).toBe(email)
  return { before, email, undoToken: await linkTo(before, 'undo-email') }
}

const own = async () => me.parse((await call('GET', '')).body)
const addressOf = async () => (await own()).email
const signIn = (email: string) => withoutTenant(stage.db, (tx) => findSignIn(tx, email))
const actions = async () => (await stage.audited(person.id)).map(({ action }) => action)

describe('another address', () => {
  it('is signed in with once its link was brought: other sessions end, and the old one is told', async () => {
    await addSession(stage, person)
    const email = newAddress()
    expect([(await ask(` ${email.toUpperCase()} `)).body, await addressOf()]).toEqual([
      { mail: 'requested' },
      person.email,
    ])
    expect((await own()).email_change).toMatchObject({ email })
    const token = await linkTo(email, 'confirm-email')
    expect(JSON.stringify(await stage.sql('select * from email_changes'))).not.toContain(token)
    const answer = await confirm(token)
    expect([answer.status, answer.body]).toEqual([200, { email, ended: 1 }])
    expect(await sessionsOf(stage, person)).toEqual([here])
    expect((await own()).email_change).toBeNull()
    expect(await signIn(person.email)).toBeNull()
    expect((await signIn(email))?.user_id).toBe(person.id)
    const letter = await waitFor(() => stage.post.letters.find(({ to }) => to === person.email), { what: 'the notice' })
    expect([letter.subject, letter.text.includes(email)]).toEqual([
      'Your e-mail address at HG Content was changed',
      false,
    ])
    expect(await stage.audited(person.id)).toMatchObject([
      { action: 'email.change_requested', before: { email: person.email }, after: { email } },
      { action: 'email.changed', before: { email: person.email }, after: { email } },
    ])
  })

  it('takes the password, and a code where there is a second factor', async () => {
    const refused = async (proof: object) => (await ask(newAddress(), proof)).problem
    expect(await refused({ password: 'wrong' })).toMatchObject({
      code: 'proof_refused',
      errors: [{ path: 'password' }],
    })
    expect((await ask(newAddress(), {})).status).toBe(400)
    const secret = await enrolTotp(stage, person)
    expect(await refused({ password })).toMatchObject({ code: 'proof_refused', errors: [{ path: 'code' }] })
    expect((await ask(newAddress(), { password, code: totpCode(secret, Date.now()) })).status).toBe(202)
  })

  it('that is the present one, or none, is refused', async () => {
    expect((await ask(person.email)).problem.errors?.[0]?.path).toBe('email')
    expect((await ask('nowhere')).status).toBe(400)
  })

  it('that somebody has is answered alike; no link goes there, and its holder is told', async () => {
    const holder = await addPerson(stage)
    const [taken, free] = [await ask(holder.email), await ask(newAddress())]
    expect([taken.status, taken.body]).toEqual([free.status, free.body])
    const letter = await waitFor(() => stage.post.letters.find(({ to }) => to === holder.email), { what: 'the notice' })
    expect(letter.text).not.toContain('confirm-email')
    expect(letter.text).not.toContain(person.email)
  })

  it('that got an account meanwhile stays with it', async () => {
    const email = newAddress()
    await ask(email)
    const token = await linkTo(email, 'confirm-email')
    await stage.sql(`insert into users (email, name, password_hash) values ($1, 'Faster', 'none')`, [email])
    expect((await confirm(token)).problem.code).toBe('conflict')
    expect(await addressOf()).toBe(person.email)
  })

  it('is asked for five times an hour, and no more', async () => {
    for (let n = 0; n < 5; n++) expect((await ask(newAddress())).status).toBe(202)
    expect((await ask(newAddress())).problem.code).toBe('rate_limited')
  })

  it('says so when this installation sends no mail, and nothing waits', async () => {
    stage.post.means = 'not_configured'
    expect((await ask(newAddress())).body).toEqual({ mail: 'not_configured' })
    expect((await own()).email_change).toBeNull()
  })

  it('is nobody’s to change who is no person', async () => {
    for (const actor of [`key:${ours.keys.write.id}`, `client:${ours.customerId}`, randomUUID()]) {
      const body = { email: newAddress(), password }
      expect((await stage.call('POST', '/me/email', actor, body)).status).toBe(404)
      expect((await stage.call('DELETE', '/me/email', actor)).status).toBe(404)
      expect((await stage.call('POST', '/me/email/confirm', actor, { token: 'A'.repeat(43) })).status).toBe(404)
    }
  })
})

describe('the link to it', () => {
  it('works once, however many bring it at once', async () => {
    const email = newAddress()
    await ask(email)
    const token = await linkTo(email, 'confirm-email')
    const answers = await Promise.all([confirm(token), confirm(token), confirm(token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  })

  it('is worth nothing to anybody else, nor to a visitor', async () => {
    const email = newAddress()
    await ask(email)
    const token = await linkTo(email, 'confirm-email')
    const stranger = await addPerson(stage)
    expect((await confirm(token, stranger.id)).problem.code).toBe('link_dead')
    expect((await confirm(token, 'visitor')).status).toBe(401)
    expect((await confirm(token)).status).toBe(200)
  })

  it('works no more after a day, a newer wish, or when the wish was taken back', async () => {
    const [first, second] = [newAddress(), newAddress()]
    await ask(first)
    await ask(second)
    expect((await confirm(await linkTo(first, 'confirm-email'))).problem.code).toBe('link_dead')
    const token = await linkTo(second, 'confirm-email')
    expect((await call('DELETE', '/email')).status).toBe(204)
    expect((await confirm(token)).problem.code).toBe('link_dead')
    expect((await call('DELETE', '/email')).status).toBe(404)
    const third = newAddress()
    await ask(third)
    await stage.sql('update email_changes set expires_at = now() where new_email = $1', [third])
    expect((await confirm(await linkTo(third, 'confirm-email'))).problem.code).toBe('link_dead')
    expect(await addressOf()).toBe(person.email)
  })

  it('ends links to a new password that went to the old address', async () => {
    await stage.call('POST', '/password-resets', 'visitor', { email: person.email }, { address: '198.51.100.9' })
    const reset = await linkTo(person.email, 'reset-password')
    await change()
    const body = { token: reset, password: 'four lanterns under water' }
    expect((await stage.call('POST', '/password-resets/confirm', 'visitor', body)).problem.code).toBe('link_dead')
  })

  it('takes open invites along, and they are accepted under the new address', async () => {
    const body = { email: person.email, role: 'member' }
    await stage.call('POST', `/clients/${ours.customerId}/invites`, ours.users.owner, body)
    const invite = await linkTo(person.email, 'invite')
    const { email } = await change()
    const [row] = await stage.sql<{ id: string; email: string }>(
      'select id, email from invites where client_id = $1 and email = $2',
      [ours.customerId, email],
    )
    expect(
      await stage.sql('select client_id from audit_log where target_id = $1 and action = $2', [
        row?.id,
        'invite.readdressed',
      ]),
    ).toEqual([{ client_id: ours.customerId }])
    const offer = await stage.call('POST', '/invites/lookup', 'visitor', { token: invite })
    expect(offer.body).toMatchObject({ email, has_account: true, state: 'open' })
    expect((await stage.call('POST', '/invites/accept', person.id, { token: invite })).status).toBe(200)
  })
})

describe('the way back', () => {
  it('brings the old address back, once: every session and the password end, and a link to a new one comes', async () => {
    const { before, email, undoToken } = await change()
    await addSession(stage, person)
    expect(emailUndo.parse((await lookUp(undoToken)).body)).toEqual({ email: before })
    expect((await undo(undoToken)).body).toEqual({ email: before })
    expect(await sessionsOf(stage, person)).toEqual([])
    const account = await signIn(before)
    expect(account?.user_id).toBe(person.id)
    expect(await verifyPassword(account?.password_hash ?? null, password)).toBe(false)
    expect(await signIn(email)).toBeNull()
    const token = await linkTo(before, 'reset-password')
    const body = { token, password: 'four lanterns under water' }
    expect((await stage.call('POST', '/password-resets/confirm', 'visitor', body)).status).toBe(200)
    for (const again of [await undo(undoToken), await lookUp(undoToken)]) expect(again.problem.code).toBe('link_dead')
    expect(await actions()).toEqual([
      'email.change_requested',
      'email.changed',
      'email.change_undone',
      'password.reset',
    ])
  })

  it('undoes what came after it, too, and nothing brings that back', async () => {
    const first = await change()
    const second = await change()
    const pending = newAddress()
    await ask(pending)
    expect((await undo(first.undoToken)).status).toBe(200)
    expect((await signIn(first.before))?.user_id).toBe(person.id)
    expect((await undo(second.undoToken)).problem.code).toBe('link_dead')
    expect((await confirm(await linkTo(pending, 'confirm-email'))).problem.code).toBe('link_dead')
  })

  it('leaves the second factor that was there before, and ends one that was set up since', async () => {
    const secret = await enrolTotp(stage, person)
    const email = newAddress()
    await ask(email, { password, code: totpCode(secret, Date.now()) })
    await confirm(await linkTo(email, 'confirm-email'))
    await undo(await linkTo(person.email, 'undo-email'))
    expect((await own()).second_factor).not.toBeNull()

    person = await addPerson(stage)
    const { undoToken } = await change()
    await enrolTotp(stage, person)
    await undo(undoToken)
    expect((await own()).second_factor).toBeNull()
  })

  it('ends after seven days, and until then nobody else gets the address', async () => {
    const { before, undoToken } = await change()
    const [row] = await stage.sql<{ days: number }>(
      `select extract(day from undo_until - confirmed_at)::int as days from email_changes where undo_hash = $1`,
      [hashLinkToken(undoToken)],
    )
    expect(row?.days).toBe(7)
    const register = () =>
      stage.sql(`insert into users (email, name, password_hash) values ($1, 'Next', 'none')`, [before])
    await expect(register()).rejects.toMatchObject({ constraint: 'users_email' })
    const other = await addPerson(stage)
    await stage.call('POST', '/me/email', other.id, { email: before, password })
    await waitFor(() => stage.post.letters.find(({ to, text }) => to === before && text.includes('another account')), {
      what: 'the notice to the address',
    })
    expect(stage.post.letters.filter(({ to, text }) => to === before && text.includes('confirm-email'))).toEqual([])
    await stage.sql('update email_changes set undo_until = now() where undo_hash = $1', [hashLinkToken(undoToken)])
    expect((await undo(undoToken)).problem.code).toBe('link_dead')
    await register()
  })

  it('works once, however many take it at once', async () => {
    const { undoToken } = await change()
    const answers = await Promise.all([undo(undoToken), undo(undoToken), undo(undoToken)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  })

  it('takes the invites back that went along', async () => {
    const body = { email: person.email, role: 'member' }
    await stage.call('POST', `/clients/${ours.siblingId}/invites`, ours.users.owner, body)
    const { before, undoToken } = await change()
    await undo(undoToken)
    expect(
      await stage.sql('select email from invites where client_id = $1 and email = $2', [ours.siblingId, before]),
    ).toHaveLength(1)
  })
})
