import { createDatabase, type Database } from '@hg/db'
import {
  createLogger,
  createRecoveryCodes,
  createTotpSecret,
  encrypt,
  encryptionKeys,
  hashPassword,
  hashRecoveryCode,
  totpCode,
} from '@hg/runtime'
import { createTestDatabase, type TestDatabase, withClient } from '@hg/testkit'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkSignIn, type SignInAttempt, type SignInOutcome } from '../check-sign-in.ts'
import { createThrottle, limits, type Throttle } from '../throttle.ts'

const password = 'ringing kettle plum seven'
const passwordHash = await hashPassword(password)
const otherHash = await hashPassword('four lanterns under water')
const keyring = encryptionKeys.parse(`k1:${randomBytes(32).toString('base64')}`)
let target: TestDatabase
let db: Database
let throttle: Throttle
let person: { id: string; email: string }

const sql = <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(target.adminUrl, async (admin) => (await admin.query<T>(text, values)).rows)

beforeAll(async () => {
  target = await createTestDatabase()
  const logger = createLogger({ service: 'test', level: 'silent' })
  db = createDatabase({ url: target.url, max: 4, applicationName: 'test', logger })
})
afterAll(async () => {
  await db.close()
  await target.drop()
})
beforeEach(async () => {
  throttle = createThrottle({ secret: 'secret' })
  const email = `${randomUUID()}@test.example`
  const [row] = await sql<{ id: string }>(
    `insert into users (email, name, password_hash) values ($1, 'Ada', $2) returning id`,
    [email, passwordHash],
  )
  person = { id: row?.id ?? '', email }
})

function attempt(over: Partial<SignInAttempt> = {}): Promise<SignInOutcome> {
  return checkSignIn(
    { db, keyring, throttle, sessionSeconds: 3600 },
    {
      email: person.email,
      password,
      code: null,
      address: '203.0.113.7',
      userAgent: 'Test/1.0',
      deviceId: null,
      requestId: 'request-1',
      ...over,
    },
  )
}

async function addSecondFactor(): Promise<{ secret: string; recovery: string[] }> {
  const [secret, recovery] = [createTotpSecret(), createRecoveryCodes()]
  await sql('insert into second_factors (user_id, secret, confirmed_at) values ($1, $2, now())', [
    person.id,
    encrypt(keyring, secret, `second_factors.secret:${person.id}`),
  ])
  for (const code of recovery)
    await sql('insert into recovery_codes (user_id, hash) values ($1, $2)', [person.id, hashRecoveryCode(code)])
  return { secret, recovery }
}

const sessions = () =>
  sql<{ id: string; address: string; user_agent: string }>('select * from sessions where user_id = $1', [person.id])

describe('signing in', () => {
  it('is refused when another password was set while this one was checked', async () => {
    const counting = throttle
    // What stands between the check and the session.
    throttle = {
      ...counting,
      count: async (attempted) => {
        const counted = await counting.count(attempted)
        return {
          forgive: async () => {
            await sql('update users set password_hash = $2 where id = $1', [person.id, otherHash])
            await counted.forgive()
          },
        }
      },
    }
    const { secret } = await addSecondFactor()
    for (const code of [null, totpCode(secret, Date.now())]) {
      await sql('update users set password_hash = $2 where id = $1', [person.id, passwordHash])
      expect(await attempt({ code })).toEqual({ outcome: 'refused' })
    }
    expect(await sessions()).toEqual([])
  })

  it('begins a session, and is written down', async () => {
    const answer = await attempt({ email: ` ${person.email.toUpperCase()} ` })
    const [session] = await sessions()
    expect(answer).toEqual({
      outcome: 'signed_in',
      user: { id: person.id, name: 'Ada', email: person.email, sessionId: session?.id },
    })
    expect(session).toMatchObject({ address: '203.0.113.7', user_agent: 'Test/1.0' })
    const rows = await sql('select action, actor from audit_log where target_id = $1', [person.id])
    expect(rows).toEqual([{ action: 'session.started', actor: `user:${person.id}` }])
  })

  it('answers a wrong password as it answers an unknown address, and begins nothing', async () => {
    const answers = [await attempt({ password: 'wrong' }), await attempt({ email: 'nobody@test.example' })]
    expect(answers).toEqual([{ outcome: 'refused' }, { outcome: 'refused' }])
    expect(await sessions()).toEqual([])
  })

  it('is refused after too many failures, alike for known and unknown addresses, the right password included', async () => {
    for (const email of [person.email, 'nobody@test.example']) {
      for (let n = 0; n < limits.pair.points; n++)
        expect(await attempt({ email, password: 'wrong' })).toEqual({ outcome: 'refused' })
      expect(await attempt({ email })).toEqual({
        outcome: 'throttled',
        retryAfterSeconds: expect.any(Number) as number,
      })
    }
    expect(await sessions()).toEqual([])
    expect((await attempt({ deviceId: 'known' })).outcome).toBe('signed_in')
  })

  it('never counts what went well', async () => {
    for (let n = 0; n < limits.pair.points + 5; n++) expect((await attempt()).outcome).toBe('signed_in')
  })

  it('is closed while attempts cannot be counted or accounts not be read', async () => {
    const uncounted: Throttle = {
      count: () => Promise.reject(new Error('redis is away')),
      countCode: () => Promise.reject(new Error('redis is away')),
    }
    const open = throttle
    throttle = uncounted
    await expect(attempt()).rejects.toThrow('redis is away')
    throttle = open
    const logger = createLogger({ service: 'test', level: 'silent' })
    const away = createDatabase({
      url: 'postgresql://nobody@127.0.0.1:1/none',
      max: 1,
      applicationName: 'test',
      logger,
    })
    const deps = { db: away, keyring, throttle, sessionSeconds: 1 }
    const given = {
      email: person.email,
      password,
      code: null,
      address: null,
      userAgent: '',
      deviceId: null,
      requestId: 'r',
    }
    await expect(checkSignIn(deps, given)).rejects.toMatchObject({ code: 'unavailable' })
    await away.close()
    expect(await sessions()).toEqual([])
  })
})

describe('a second factor', () => {
  it('is asked for after the right password only', async () => {
    const { secret } = await addSecondFactor()
    expect(await attempt()).toEqual({ outcome: 'code_required' })
    const code = totpCode(secret, Date.now())
    expect(await attempt({ password: 'wrong', code })).toEqual({ outcome: 'refused' })
    expect(await sessions()).toEqual([])
    expect((await attempt({ code })).outcome).toBe('signed_in')
  })

  it('takes a code once', async () => {
    const { secret } = await addSecondFactor()
    const code = totpCode(secret, Date.now())
    const answers = await Promise.all([attempt({ code }), attempt({ code }), attempt({ code })])
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['code_refused', 'code_refused', 'signed_in'])
    expect(await sessions()).toHaveLength(1)
    expect((await attempt({ code: totpCode(secret, Date.now() - 30_000) })).outcome).toBe('code_refused')
  })

  it('takes a recovery code once', async () => {
    const { recovery } = await addSecondFactor()
    const code = (recovery[0] ?? '').toLowerCase()
    expect((await attempt({ code })).outcome).toBe('signed_in')
    expect((await attempt({ code })).outcome).toBe('code_refused')
  })

  it('that was begun and never confirmed is none', async () => {
    await addSecondFactor()
    await sql('update second_factors set confirmed_at = null where user_id = $1', [person.id])
    expect((await attempt()).outcome).toBe('signed_in')
  })

  it('is not guessed, from however many addresses', async () => {
    const { secret } = await addSecondFactor()
    for (let n = 0; n < limits.code.points; n++)
      expect((await attempt({ code: '000000', address: `203.0.113.${n}` })).outcome).toBe('code_refused')
    const code = totpCode(secret, Date.now())
    expect((await attempt({ code, address: '198.51.100.1' })).outcome).toBe('throttled')
    expect((await attempt({ code, address: '198.51.100.1', deviceId: 'known' })).outcome).toBe('signed_in')
  })
})
