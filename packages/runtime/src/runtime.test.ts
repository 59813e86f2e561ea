import { generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  type Actor,
  commonEnv,
  createApiKey,
  formatActor,
  generateServiceKeys,
  hashApiKey,
  parseActor,
  parseEnv,
  postgresUrl,
  readApiKeyId,
  signServiceToken,
  verifyServiceToken,
  visitor,
} from './index.ts'

const actor = 'user:0190a6d8-0000-7000-8000-000000000001'

describe('service tokens', () => {
  it('carry the actor to their one audience', async () => {
    const keys = await generateServiceKeys()
    const token = await signServiceToken(keys.privateKey, { issuer: 'frontend', audience: 'cpm', actor })
    expect(await verifyServiceToken(keys.publicKey, token, 'cpm')).toEqual({
      actor: parseActor(actor),
      issuer: 'frontend',
      address: null,
      sessionId: null,
    })
    expect(await verifyServiceToken(keys.publicKey, token, 'smm')).toBeNull()
  })

  it('carry a visitor, the address of whoever they are signed for, and their session', async () => {
    const sessionId = '0190a6d8-0000-4000-8000-000000000009'
    const keys = await generateServiceKeys()
    const claims = { issuer: 'frontend', audience: 'smm', actor: visitor, address: '2001:db8::7', sessionId } as const
    const token = await signServiceToken(keys.privateKey, claims)
    expect(await verifyServiceToken(keys.publicKey, token, 'smm')).toEqual({
      actor: visitor,
      issuer: 'frontend',
      address: '2001:db8::7',
      sessionId,
    })
  })

  it('are refused when another key signed them', async () => {
    const [ours, theirs] = [await generateServiceKeys(), await generateServiceKeys()]
    const token = await signServiceToken(theirs.privateKey, { issuer: 'frontend', audience: 'cpm', actor })
    expect(await verifyServiceToken(ours.publicKey, token, 'cpm')).toBeNull()
  })

  it('are refused when expired, without expiry, for a strange subject or address, or signed with another algorithm', async () => {
    const keys = await generateServiceKeys()
    const { importJWK } = await import('jose')
    const key = await importJWK(JSON.parse(keys.privateKey) as never, 'EdDSA')
    const base = (claims = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('frontend').setAudience('cpm')
    const cases = [
      await base().setSubject(actor).setIssuedAt(1).setExpirationTime(61).sign(key),
      await base().setSubject(actor).setIssuedAt().sign(key),
      await base().setSubject('root').setIssuedAt().setExpirationTime('60s').sign(key),
      await base().setSubject(actor).setIssuedAt().setExpirationTime('1h').setIssuer('stranger').sign(key),
      await base({ sid: 'none' }).setSubject(actor).setIssuedAt().setExpirationTime('60s').sign(key),
      await base({ adr: 'nowhere' }).setSubject(actor).setIssuedAt().setExpirationTime('60s').sign(key),
    ]
    const hmac = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('frontend')
      .setAudience('cpm')
      .setSubject(actor)
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(new TextEncoder().encode(keys.publicKey.padEnd(64)))
    const { privateKey: rsa } = await generateKeyPair('RS256')
    const rs = await new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setSubject(actor)
      .setExpirationTime('60s')
      .sign(rsa)
    for (const token of [...cases, hmac, rs, '', 'a.b.c'])
      expect(await verifyServiceToken(keys.publicKey, token, 'cpm')).toBeNull()
  })
})

describe('an actor', () => {
  it.each(['user', 'key', 'client'])('that is a %s reads back as it was written', (kind) => {
    const id = '0190a6d8-0000-7000-8000-000000000001'
    expect(parseActor(`${kind}:${id}`)).toEqual({ kind, id })
    expect(formatActor({ kind: kind as Actor['kind'], id })).toBe(`${kind}:${id}`)
  })

  it('that is a visitor has the nil UUID and no other', () => {
    expect(parseActor(formatActor(visitor))).toEqual(visitor)
    expect(parseActor('visitor:0190a6d8-0000-7000-8000-000000000001')).toBeNull()
    expect(parseActor('visitor:')).toBeNull()
  })
})

describe('API keys', () => {
  it('are found by their id and proven by their hash', () => {
    const made = createApiKey()
    expect(readApiKeyId(made.key)).toBe(made.keyId)
    expect(hashApiKey(made.key)).toBe(made.hash)
  })

  it('with one letter changed fail their checksum', () => {
    const { key } = createApiKey()
    for (let i = 8; i < key.length; i++) {
      const changed = key.slice(0, i) + (key[i] === 'a' ? 'b' : 'a') + key.slice(i + 1)
      expect(readApiKeyId(changed)).toBeNull()
    }
  })
})

describe('the environment', () => {
  it('names every wrong variable and prints no value', () => {
    const schema = commonEnv.extend({ DATABASE_URL: postgresUrl, PORT: z.coerce.number() })
    const attempt = () => parseEnv(schema, { LOG_LEVEL: 'loud-secret', DATABASE_URL: '' })
    expect(attempt).toThrow(/DATABASE_URL/)
    expect(attempt).toThrow(/LOG_LEVEL/)
    expect(attempt).toThrow(/PORT/)
    expect(attempt).not.toThrow(/loud-secret/)
  })
})
