import { problem, type Role } from '@hg/contracts'
import { createDatabase, type Database, findApiKey, withoutTenant, withTenant } from '@hg/db'
import {
  createApiKey,
  formatActor,
  generateServiceKeys,
  readApiKeyId,
  signServiceToken,
  visitor as nobody,
} from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../service-type.ts'
import { bearer, buildService, keys, silent, user } from '../test/test-service.ts'
import { type ApiKeyVerifier, createApiKeyVerifier } from './api-key-verifier.ts'
import { createAuthenticator } from './authenticator.ts'
import { requireRole } from './require-role.ts'

let target: TestDatabase
let db: Database
let admin: Database
let tenant: Tenant
let apiKeys: ApiKeyVerifier
let app: Service
let lookUps = 0

beforeAll(async () => {
  target = await createTestDatabase()
  db = createDatabase({ url: target.url, max: 2, applicationName: 'http-test', logger: silent })
  admin = createDatabase({ url: target.adminUrl, max: 1, applicationName: 'http-test', logger: silent })
  tenant = await createTenant(target.adminUrl)
  apiKeys = createApiKeyVerifier({
    find: (keyId) => {
      lookUps++
      return withoutTenant(db, (tx) => findApiKey(tx, keyId))
    },
  })
  app = await buildService({
    authenticate: createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' }, apiKeys }),
    limits: { perActor: 1e6, perAddress: 1e6 },
  })
  app.get('/open', { config: { public: true } }, () => ({ open: true }))
  app.get('/plain', (request) => request.context.actor)
  app.get('/read', { config: { scope: 'content:read' } }, (request) => request.context.actor)
  app.get('/write', { config: { scope: 'content:write' } }, (request) => request.context.actor)
  await app.register(async (nested) => {
    nested.get('/nested', () => ({}))
  })
  app.get('/visit', { config: { visitor: true } }, (request) => request.context)
  app.get('/careless', { config: { public: true } }, (request) => request.context)
})

beforeEach(() => {
  lookUps = 0
})

afterAll(async () => {
  await app.close()
  await db.close()
  await admin.close()
  await target.drop()
})

async function call(url: string, headers: Record<string, string> = {}) {
  const answer = await app.inject({ url, headers })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() }
}

const withKey = (key: string) => ({ authorization: `Bearer ${key}` })

describe('a route', () => {
  it.each(['/plain', '/read', '/nested'])('that says nothing is closed: %s', async (url) => {
    const { status, headers, body } = await call(url)
    expect([status, body.code, headers['www-authenticate']]).toEqual([401, 'unauthenticated', 'Bearer'])
  })

  it('is open only when it says so', async () => {
    for (const url of ['/open', '/health', '/health/live', '/openapi.json'])
      expect((await app.inject(url)).statusCode).toBe(200)
  })

  it('that is open knows no caller, even one with a token', async () => {
    expect((await call('/careless', await bearer())).status).toBe(500)
  })

  it('closes as well for HEAD', async () => {
    expect((await app.inject({ method: 'HEAD', url: '/plain' })).statusCode).toBe(401)
  })
})

describe('a service token', () => {
  it('lets its actor in', async () => {
    expect((await call('/plain', await bearer())).body).toEqual({ kind: 'user', id: user.slice(5) })
  })

  it.each([
    ['for another service', () => bearer(user, 'cpm')],
    [
      'of another signer',
      async () => {
        const stranger = await generateServiceKeys()
        const claims = { issuer: 'frontend', audience: 'smm', actor: user } as const
        return withKey(await signServiceToken(stranger.privateKey, claims))
      },
    ],
    ['that is none', () => Promise.resolve(withKey('a.b.c'))],
  ])('%s is refused', async (_what, make) => {
    const { status, headers } = await call('/plain', await make())
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"'])
  })

  it.each<Record<string, string>>([
    { 'x-user-id': tenantIdLike() },
    { 'x-user-id': tenantIdLike(), authorization: 'Basic dXNlcjpwYXNz' },
    { authorization: 'Bearer' },
    { cookie: 'session=1' },
  ])('is not replaced by %j', async (headers) => {
    expect((await call('/plain', headers)).status).toBe(401)
  })

  it('counts, and an x-user-id beside it does not', async () => {
    const { body } = await call('/plain', { ...(await bearer()), 'x-user-id': tenantIdLike() })
    expect(body.id).toBe(user.slice(5))
  })
})

describe('a visitor', () => {
  const asVisitor = (address?: string) => bearer(formatActor(nobody), 'smm', address)

  it('gets in where the route says so, from the address that was signed', async () => {
    const { status, body } = await call('/visit', { ...(await asVisitor('2001:db8::7')), 'x-forwarded-for': '1.2.3.4' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ actor: nobody, address: '2001:db8::7' })
    expect((await call('/visit', await asVisitor())).body).toMatchObject({ address: '127.0.0.1' })
  })

  it.each(['/plain', '/read', '/write', '/nested'])('is not signed in anywhere else: %s', async (url) => {
    const { status, headers, body } = await call(url, await asVisitor())
    expect([status, body.code, headers['www-authenticate']]).toEqual([401, 'unauthenticated', 'Bearer'])
  })

  it('shares its routes with people, but not with keys or those who send nothing', async () => {
    expect((await call('/visit', await bearer())).body).toMatchObject({ actor: { kind: 'user' } })
    expect((await call('/visit', withKey(tenant.keys.write.key))).status).toBe(403)
    expect((await call('/visit')).status).toBe(401)
  })

  it('is shown nothing by the database', async () => {
    const seen = await withTenant(db, nobody, async (tx) => [
      await tx.selectFrom('clients').select('id').execute(),
      await tx.selectFrom('users').select('id').execute(),
      await tx.selectFrom('jobs').select('id').execute(),
    ])
    expect(seen).toEqual([[], [], []])
  })
})

function tenantIdLike(): string {
  return '0190a6d8-0000-7000-8000-0000000000ff'
}

describe('an API key', () => {
  it('acts as itself within its scopes', async () => {
    const { read, write } = tenant.keys
    expect((await call('/read', withKey(read.key))).body).toEqual({ kind: 'key', id: read.id })
    expect((await call('/write', withKey(write.key))).body).toEqual({ kind: 'key', id: write.id })
    const refused = await call('/write', withKey(read.key))
    expect([refused.status, refused.body.detail]).toEqual([403, 'The API key needs the scope content:write.'])
  })

  it('opens no route that names no scope', async () => {
    expect((await call('/plain', withKey(tenant.keys.write.key))).status).toBe(403)
  })

  it('that is unknown, changed or cut is refused, and a wrong form costs no look-up', async () => {
    const { key } = tenant.keys.read
    const forms = [key.slice(0, -1), `${key}x`, key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')), 'hg_live_x']
    for (const form of forms) expect((await call('/read', withKey(form))).status).toBe(401)
    expect(lookUps).toBe(0)
    expect((await call('/read', withKey(createApiKey().key))).status).toBe(401)
    expect(lookUps).toBe(1)
  })

  it('with a right id and a wrong secret is refused, also while the right one is remembered', async () => {
    const { key } = tenant.keys.read
    const keyId = readApiKeyId(key) ?? ''
    const find = () => withoutTenant(db, (tx) => findApiKey(tx, keyId))
    const verifier = createApiKeyVerifier({ find })
    expect(await verifier.verify(key)).toMatchObject({ id: tenant.keys.read.id })
    // Every look-up answers with the real row: only the secret differs.
    expect(await verifier.verify(createApiKey().key)).toBeNull()
  })

  it('is looked up once while it is remembered, and again when it was forgotten', async () => {
    const { key } = tenant.keys.write
    apiKeys.forget(readApiKeyId(key) ?? '')
    for (let i = 0; i < 3; i++) await call('/read', withKey(key))
    expect(lookUps).toBe(1)
    apiKeys.forget(readApiKeyId(key) ?? '')
    await call('/read', withKey(key))
    expect(lookUps).toBe(2)
  })

  it('that was revoked or has expired is refused once it is forgotten', async () => {
    for (const change of ['revoked_at = now()', `expires_at = now() - interval '1 second'`]) {
      const { keys: made } = await createTenant(target.adminUrl)
      expect((await call('/read', withKey(made.read.key))).status).toBe(200)
      await admin.pool.query(`update api_keys set ${change} where id = $1`, [made.read.id])
      apiKeys.forget(readApiKeyId(made.read.key) ?? '')
      expect((await call('/read', withKey(made.read.key))).status).toBe(401)
    }
  })

  it('that is forgotten while it is being looked up is not remembered', async () => {
    const { key } = tenant.keys.read
    const verifier = createApiKeyVerifier({
      find: async (keyId) => {
        const found = await withoutTenant(db, (tx) => findApiKey(tx, keyId))
        lookUps++
        verifier.forget(keyId)
        return found
      },
    })
    await verifier.verify(key)
    await verifier.verify(key)
    expect(lookUps).toBe(2)
  })

  it('means nothing to a service that takes none', async () => {
    const closed = await buildService()
    closed.get('/read', { config: { scope: 'content:read' } }, () => ({}))
    const answer = await closed.inject({ url: '/read', headers: withKey(tenant.keys.read.key) })
    await closed.close()
    expect(answer.statusCode).toBe(401)
  })
})

describe('requireRole', () => {
  const asked = (userId: string, clientId: string, needed: Role) =>
    withTenant(db, { kind: 'user', id: userId }, (tx) => requireRole(tx, clientId, needed, 'client'))

  it.each<[Role, Role, boolean]>([
    ['owner', 'owner', true],
    ['admin', 'owner', false],
    ['admin', 'member', true],
    ['member', 'admin', false],
    ['member', 'member', true],
    ['viewer', 'member', false],
    ['viewer', 'viewer', true],
  ])('for %s, where %s is needed: %s', async (held, needed, allowed) => {
    const attempt = asked(tenant.users[held], tenant.customerId, needed)
    if (allowed) expect(await attempt).toBe(held)
    else await expect(attempt).rejects.toMatchObject({ code: 'forbidden', status: 403 })
  })

  it('tells a foreign client from a missing one by nothing', async () => {
    const foreign = await createTenant(target.adminUrl)
    for (const id of [foreign.agencyId, tenant.rootId, randomUUID()])
      await expect(asked(tenant.users.owner, id, 'viewer')).rejects.toMatchObject({
        code: 'not_found',
        message: 'No such client.',
      })
  })
})

describe('a database that is away while a key is looked up', () => {
  it('is 503, not 401', async () => {
    const away = createDatabase({ url: 'postgresql://x@127.0.0.1:1/x', max: 1, applicationName: 'x', logger: silent })
    const service = await buildService({
      authenticate: createAuthenticator({
        serviceTokens: { publicKey: keys.publicKey, audience: 'smm' },
        apiKeys: createApiKeyVerifier({ find: (keyId) => withoutTenant(away, (tx) => findApiKey(tx, keyId)) }),
      }),
    })
    service.get('/read', { config: { scope: 'content:read' } }, () => ({}))
    const answer = await service.inject({ url: '/read', headers: withKey(tenant.keys.read.key) })
    expect(problem.parse(answer.json()).code).toBe('unavailable')
    await service.close()
    await away.close()
  })
})
