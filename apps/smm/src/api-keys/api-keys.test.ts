import { apiKey, type ApiKey, issuedApiKey, page, problem, rotatedApiKey } from '@hg/contracts'
import { createDatabase, type Database, findApiKey, noteKeyUse, withoutTenant, withTenant } from '@hg/db'
import { createApiKeyVerifier, createAuthenticator, type Service } from '@hg/http'
import { createLogger, generateServiceKeys, hashApiKey, readApiKeyId, signServiceToken } from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase, withClient } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
const keys = await generateServiceKeys()
let target: TestDatabase
let db: Database
let app: Service
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  target = await createTestDatabase()
  db = createDatabase({ url: target.url, max: 8, applicationName: 'smm-test', logger })
  const authenticate = createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' } })
  app = await buildApp({ db, logger, authenticate, limits: { perActor: 1e6, perAddress: 1e6 } })
  ;[ours, theirs] = [await createTenant(target.adminUrl), await createTenant(target.adminUrl)]
})
afterAll(async () => {
  await app.close()
  await db.close()
  await target.drop()
})

async function call(method: 'GET' | 'POST', url: string, userId: string, payload?: object) {
  const token = await signServiceToken(keys.privateKey, {
    issuer: 'frontend',
    audience: 'smm',
    actor: userId.includes(':') ? userId : `user:${userId}`,
  })
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<unknown>(), text: answer.body }
}

const keysUrl = (clientId = ours.customerId) => `/clients/${clientId}/api-keys`
const codeOf = (answer: { body: unknown }) => problem.parse(answer.body).code

async function issue(fields: object = {}, clientId = ours.customerId) {
  const request = { name: 'CMS', scopes: ['content:read', 'content:write'], ...fields }
  const answer = await call('POST', keysUrl(clientId), ours.users.admin, request)
  expect(answer.status).toBe(201)
  return issuedApiKey.parse(answer.body)
}

const rotate = (key: ApiKey, fields: object = {}) =>
  call('POST', `${keysUrl()}/${key.id}/rotate`, ours.users.admin, fields)

/** Whether a key proves to be one now, without anything remembered. */
const works = async (key: string) =>
  (await createApiKeyVerifier({
    find: (keyId) => withoutTenant(db, (tx) => findApiKey(tx, keyId)),
  }).verify(key)) !== null

/** What the audit holds of a thing, oldest first. */
const audited = (targetId: string) =>
  withClient(target.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ action: string; actor: string; before: unknown; after: unknown }>(
      `select l.action, l.actor, d.before, d.after from audit_log l join audit_details d on d.audit_id = l.id
       where l.target_id = $1 order by l.id`,
      [targetId],
    )
    return rows
  })

describe('a new API key', () => {
  it('works, is shown this once, and says who made it', async () => {
    const answer = await call('POST', keysUrl(), ours.users.admin, { name: ' CMS ', scopes: ['content:read'] })
    const { api_key, key } = issuedApiKey.parse(answer.body)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(api_key).toMatchObject({
      client_id: ours.customerId,
      name: 'CMS',
      prefix: `hg_live_${readApiKeyId(key)}`,
      scopes: ['content:read'],
      state: 'live',
      created_by: { actor: `user:${ours.users.admin}`, name: 'admin' },
      last_used_at: null,
      expires_at: null,
    })
    expect(await works(key)).toBe(true)
    const list = await call('GET', keysUrl(), ours.users.admin)
    expect(list.text).toContain(api_key.prefix)
    expect(list.text).not.toContain(key)
    expect(list.text).not.toContain(hashApiKey(key))
    expect(await audited(api_key.id)).toMatchObject([
      { action: 'api_key.created', actor: `user:${ours.users.admin}`, before: null, after: { name: 'CMS' } },
    ])
  })

  it('ends at the moment that it was given', async () => {
    const { api_key, key } = await issue({ expires_at: '2090-01-01T00:00:00Z' })
    expect(api_key).toMatchObject({ state: 'live', expires_at: '2090-01-01T00:00:00.000Z' })
    await withClient(target.adminUrl, (admin) =>
      admin.query(`update api_keys set expires_at = now() - interval '1 second' where id = $1`, [api_key.id]),
    )
    expect(await works(key)).toBe(false)
  })

  it.each([
    ['no name', { name: '  ' }, 'name'],
    ['no scope', { scopes: [] }, 'scopes'],
    ['a scope twice', { scopes: ['content:read', 'content:read'] }, 'scopes'],
    ['a scope that does not exist', { scopes: ['everything'] }, 'scopes.0'],
    ['an expiry in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
    ['an unknown property', { hash: 'x' }, 'hash'],
  ])('with %s is refused', async (_, fields, path) => {
    const request = { name: 'CMS', scopes: ['content:read'], ...fields }
    const answer = await call('POST', keysUrl(), ours.users.admin, request)
    expect([answer.status, problem.parse(answer.body).errors?.map((error) => error.path)]).toEqual([400, [path]])
  })
})

describe('the list', () => {
  it('goes through all keys once, newest first, page by page, and names each as it stands', async () => {
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.push((await issue({ name: `Page ${n}` }, ours.siblingId)).api_key.id)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const url: string = `${keysUrl(ours.siblingId)}?limit=2${cursor && `&cursor=${cursor}`}`
      const { items, next_cursor } = page(apiKey).parse((await call('GET', url, ours.users.owner)).body)
      seen.push(...items.map(({ id }) => id))
      cursor = next_cursor
    }
    expect(seen).toEqual(made.toReversed())
    expect((await call('GET', `${keysUrl()}?cursor=x`, ours.users.owner)).status).toBe(400)
  })

  it('says when a key was used, noted once a minute at most', async () => {
    const { api_key } = await issue()
    const note = () => withTenant(db, { kind: 'key', id: api_key.id }, (tx) => noteKeyUse(tx, api_key.id))
    expect([await note(), await note()]).toEqual([true, false])
    const { items } = page(apiKey).parse((await call('GET', keysUrl(), ours.users.admin)).body)
    const told = items.find(({ id }) => id === api_key.id)?.last_used_at
    expect(Math.abs(Date.parse(told ?? '') - Date.now())).toBeLessThan(60_000)
    await withClient(target.adminUrl, (admin) =>
      admin.query(`update api_keys set last_used_at = now() - interval '61 seconds' where id = $1`, [api_key.id]),
    )
    expect(await note()).toBe(true)
  })
})

describe('a rotation', () => {
  it('makes a key with the same rights, and the old one works until the chosen moment', async () => {
    const first = await issue({ name: 'Feed', scopes: ['content:read'] })
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const answer = await rotate(first.api_key, { keep_old_until: until })
    const { api_key, key, old } = rotatedApiKey.parse(answer.body)
    expect([answer.status, answer.headers['cache-control']]).toEqual([201, 'no-store'])
    expect(api_key).toMatchObject({ name: 'Feed', scopes: ['content:read'], rotated_from: old.id, state: 'live' })
    expect(old).toMatchObject({ id: first.api_key.id, expires_at: until, replaced_by: api_key.id, state: 'live' })
    expect(await Promise.all([first.key, key].map(works))).toEqual([true, true])
    expect((await audited(old.id)).map(({ action }) => action)).toEqual(['api_key.created', 'api_key.rotated'])
    expect((await audited(api_key.id)).map(({ action }) => action)).toEqual(['api_key.created'])
  })

  it('never prolongs a key that ends sooner anyway', async () => {
    const expires_at = new Date(Date.now() + 3_600_000).toISOString()
    const { api_key } = await issue({ expires_at })
    const { old, api_key: next } = rotatedApiKey.parse((await rotate(api_key)).body)
    expect(old.expires_at).toBe(expires_at)
    expect(Date.parse(next.expires_at ?? '')).toBeGreaterThan(Date.parse(expires_at) - 1000)
  })

  it('leaves two live keys at most, however many ask at once', async () => {
    const { api_key } = await issue()
    const answers = await Promise.all(Array.from({ length: 6 }, () => rotate(api_key)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    const made = answers.find(({ status }) => status === 201)
    const { api_key: second } = rotatedApiKey.parse(made?.body)
    expect(codeOf(await rotate(second))).toBe('conflict')
    expect(codeOf(await rotate(api_key))).toBe('conflict')
  })

  it('is finished early: the old key dies, and the new one can be rotated in its turn', async () => {
    const first = await issue()
    const second = rotatedApiKey.parse((await rotate(first.api_key)).body)
    const finish = (id: string) => call('POST', `${keysUrl()}/${id}/finish-rotation`, ours.users.admin)
    expect(codeOf(await finish(second.api_key.id))).toBe('conflict')
    const answer = await finish(first.api_key.id)
    expect([answer.status, apiKey.parse(answer.body).state]).toEqual([200, 'revoked'])
    expect(await Promise.all([first.key, second.key].map(works))).toEqual([false, true])
    expect(codeOf(await finish(first.api_key.id))).toBe('api_key_ended')
    expect((await rotate(second.api_key)).status).toBe(201)
    expect((await audited(first.api_key.id)).at(-1)).toMatchObject({
      action: 'api_key.rotation_finished',
      before: { revoked_at: null },
    })
  })
})

describe('a revoked key', () => {
  it('never works again, and can be neither revoked nor rotated once more', async () => {
    const { api_key, key } = await issue()
    const revoke = () => call('POST', `${keysUrl()}/${api_key.id}/revoke`, ours.users.owner)
    expect(apiKey.parse((await revoke()).body)).toMatchObject({ state: 'revoked' })
    expect(await works(key)).toBe(false)
    expect([codeOf(await revoke()), codeOf(await rotate(api_key))]).toEqual(['api_key_ended', 'api_key_ended'])
    expect((await audited(api_key.id)).at(-1)).toMatchObject({ action: 'api_key.revoked' })
  })
})

describe('who is no admin', () => {
  const operations = (clientId: string, keyId: string): ['GET' | 'POST', string, object?][] => [
    ['GET', keysUrl(clientId)],
    ['POST', keysUrl(clientId), { name: 'Mine', scopes: ['content:read'] }],
    ['POST', `${keysUrl(clientId)}/${keyId}/rotate`, {}],
    ['POST', `${keysUrl(clientId)}/${keyId}/finish-rotation`],
    ['POST', `${keysUrl(clientId)}/${keyId}/revoke`],
  ]

  it('is refused everything, whatever they are instead', async () => {
    const { api_key } = await issue()
    const others = [ours.users.member, ours.users.viewer, ours.customerUserId]
    const actors = [...others, `key:${ours.keys.write.id}`, `client:${ours.customerId}`]
    for (const actor of actors) {
      for (const [method, url, body] of operations(ours.customerId, api_key.id)) {
        expect([actor, method, url, codeOf(await call(method, url, actor, body))]).toEqual([
          actor,
          method,
          url,
          'forbidden',
        ])
      }
    }
  })

  it('cannot tell a foreign client or key from a missing one', async () => {
    const { api_key } = await issue()
    const masked = (answer: { body: unknown }) => ({ ...problem.parse(answer.body), request_id: '' })
    const [missingClient, missingKey] = [randomUUID(), randomUUID()]
    for (const [index, [method, url, body]] of operations(ours.customerId, api_key.id).entries()) {
      const foreign = await call(method, url, theirs.users.owner, body)
      const [, missing = ''] = operations(missingClient, missingKey)[index] ?? []
      expect(masked(foreign)).toEqual(masked(await call(method, missing, theirs.users.owner, body)))
      expect(foreign.status).toBe(404)
    }
    // A key of another client of one's own is none of this one.
    const answer = await call('POST', `${keysUrl(ours.siblingId)}/${api_key.id}/revoke`, ours.users.owner)
    expect([answer.status, problem.parse(answer.body).detail]).toEqual([404, 'No such API key.'])
  })
})
