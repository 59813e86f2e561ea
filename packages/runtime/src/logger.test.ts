import { randomBytes } from 'node:crypto'
import { createConnection } from 'node:net'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  AppError,
  createApiKey,
  createLogger,
  generateServiceKeys,
  hashPassword,
  parseEnv,
  signServiceToken,
} from './index.ts'

/** A logger and what it wrote, as text and as objects. */
function record() {
  const lines: string[] = []
  const logger = createLogger({
    service: 'test',
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  })
  return {
    logger,
    text: () => lines.join(''),
    parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

const marker = `m4rker${randomBytes(6).toString('hex')}`

describe('a log line', () => {
  it('is an event with its fields', () => {
    const { logger, parsed } = record()
    logger.info({ jobId: 'j1', tokens: 12 }, 'attempt failed')
    expect(parsed()).toEqual([
      {
        level: 'info',
        time: expect.any(String) as string,
        service: 'test',
        jobId: 'j1',
        tokens: 12,
        msg: 'attempt failed',
      },
    ])
  })

  it('holds no secret of the environment, wherever one stands', async () => {
    const keys = await generateServiceKeys()
    const source = {
      DATABASE_URL: `postgresql://app:${marker}%2Fdb@db.internal:6543/x`,
      REDIS_URL: `redis://:${marker}-redis@redis:6379`,
      NEXTAUTH_SECRET: `"${marker}\\session"`,
      ENCRYPTION_KEYS: `k1:${marker}one=,k2:${marker}two=`,
      AUDIT_KEY: `${marker}audit=`,
      OPENAI_API_KEY: `provider-${marker}`,
      SERVICE_TOKEN_PRIVATE_KEY: keys.privateKey,
      SMTP_URL: `smtps://mail:${marker}%zz@mail.internal`,
    }
    parseEnv(z.object({}), source)
    const { logger, text } = record()
    for (const value of Object.values(source))
      logger.info({ value, deep: { list: [`before ${value} after`] } }, `said ${value}`)
    logger.info(`${marker}/db`)
    logger.error({ err: new Error(`cannot use ${marker}one=`, { cause: new Error(`${marker}-redis`) }) }, 'failed')
    expect(text()).not.toContain(marker)
    expect(text()).not.toContain((JSON.parse(keys.privateKey) as { d: string }).d)
  })

  it('holds nothing that looks like a secret of anybody', async () => {
    const keys = await generateServiceKeys()
    const token = await signServiceToken(keys.privateKey, { issuer: 'cpm', audience: 'im', actor: 'user:x' })
    const secrets = [
      createApiKey().key,
      token,
      `sk-proj-${randomBytes(24).toString('base64url')}`,
      `sk-ant-${randomBytes(24).toString('base64url')}`,
      `gsk_${randomBytes(24).toString('hex')}`,
      `AIza${randomBytes(24).toString('base64url')}`,
      await hashPassword('x'),
    ]
    const { logger, text, parsed } = record()
    for (const secret of secrets) {
      logger.info({ note: `it was ${secret}, quoted "${secret}"` }, `Bearer ${secret}`)
      logger.warn({ err: new Error(`refused ${secret}`) }, 'refused')
    }
    for (const secret of secrets) expect(text()).not.toContain(secret)
    expect(parsed()).toHaveLength(secrets.length * 2)
  })

  it('hides fields that are named as secrets, at any depth, and stays one line of JSON', () => {
    const { logger, text, parsed } = record()
    logger.info({ password: `"${marker}\\`, token: marker, request: { cookie: marker, authorization: marker } }, 'a')
    logger.info({ a: { b: { headers: { 'x-api-key': marker, 'set-cookie': [marker, `"]${marker}`] } } } }, 'b')
    logger.info({ password: null, token: 7, secret: '', tokens: 8, key: 'k1' }, 'c')
    expect(text()).not.toContain(marker)
    expect(parsed()[2]).toMatchObject({ password: null, token: 7, secret: '[redacted]', tokens: 8, key: 'k1' })
  })

  it.each([
    ['a path', 'a.'],
    ['half a token', 'eyJ-'],
    ['half a key', 'sk-a '],
    ['half an address', 'a://'],
    ['half a statement', 'select '],
  ])('of %s repeated a hundred thousand times is written without delay', (_what, piece) => {
    const { logger, parsed } = record()
    logger.info({ text: piece.repeat(100_000), err: new Error(piece.repeat(100_000)) }, 'long')
    expect(parsed()).toHaveLength(1)
  })
})

describe('an error in a log line', () => {
  it('has its type, message, code, place and causes', () => {
    const { logger, parsed } = record()
    const cause = Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })
    logger.warn({ err: new AppError('unavailable', 'The database is not available right now.', { cause }) }, 'failed')
    expect(parsed()[0]?.err).toMatchObject({
      type: 'AppError',
      code: 'unavailable',
      status: 503,
      message: 'The database is not available right now.',
      stack: expect.stringContaining('logger.test.ts') as string,
      cause: { type: 'Error', code: 'ETIMEDOUT', message: 'no answer' },
    })
  })

  it('names no host, address or password of a connection', async () => {
    const { logger, text, parsed } = record()
    const failures = [
      await fetch(`http://${marker}.invalid:5432/`).catch((error: unknown) => error),
      await fetch('http://127.0.0.1:1/').catch((error: unknown) => error),
      await new Promise((resolve) => createConnection({ host: `${marker}.invalid`, port: 1 }).once('error', resolve)),
      new Error(`no pg_hba.conf entry for host "10.9.8.7", user "${'app'}"`),
      new Error(`connect to postgresql://app:${marker}@${marker}.internal:6543/hg failed`),
      new Error(`password=${marker} at db-${marker}:5432 select * from jobs where topic = '${marker}'`),
      new AggregateError([new Error(`redis-${marker}:6379 is away`)], `all of redis-${marker}:6379`),
    ]
    for (const err of failures) logger.error({ err }, 'failed')
    expect(text()).not.toContain(marker)
    expect(text()).not.toMatch(/127\.0\.0\.1|10\.9\.8\.7|select/)
    expect(parsed().map(({ err }) => (err as { type: string }).type)).toContain('AggregateError')
  })

  it('quotes no rows, statements, commands or headers that libraries hang on it', () => {
    const { logger, text } = record()
    const properties = {
      severity: 'ERROR',
      code: '23505',
      constraint: 'users_email_key',
      detail: `Key (email)=(${marker}) already exists.`,
      where: `SQL statement "${marker}"`,
      query: marker,
      parameters: [marker],
      headers: { authorization: marker },
      command: { name: 'set', args: [marker] },
      response: { body: marker },
      partialText: marker,
    }
    logger.error(
      { err: Object.assign(new Error(`invalid input syntax for type uuid: "${marker}"`), properties) },
      'failed',
    )
    expect(text()).not.toContain(marker)
    expect(text()).toContain('users_email_key')
  })

  it('that was logged alone, thrown as text, or goes round in circles is described too', () => {
    const { logger, text, parsed } = record()
    const circle = new Error('round')
    circle.cause = circle
    logger.error(new Error(`token=${marker}`))
    logger.error({ err: `Bearer ${marker}` }, 'failed')
    logger.error({ err: circle }, 'failed')
    expect(text()).not.toContain(marker)
    expect(parsed()).toHaveLength(3)
  })
})
