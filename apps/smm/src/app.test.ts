import { clientTree, effectiveStrategy, problem, type StrategyConfiguration } from '@hg/contracts'
import { createDatabase, type Database, withTenant } from '@hg/db'
import { createAuthenticator, type Service } from '@hg/http'
import { createLogger, generateServiceKeys, signServiceToken } from '@hg/runtime'
import { createTenant, createTestDatabase, startProxy, type Tenant, type TestDatabase } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from './app.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
const keys = await generateServiceKeys()
let target: TestDatabase
let db: Database
let app: Service
let ours: Tenant
let theirs: Tenant
let strategies: Record<'agency' | 'customer' | 'draft' | 'email', string>

function build(database: Database): Promise<Service> {
  const authenticate = createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' } })
  return buildApp({ db: database, logger, authenticate, limits: { perActor: 1e6, perAddress: 1e6 } })
}

/** Calls the service as `user:<id>`, or as any other actor when the kind is written out. */
async function get(url: string, actor: string, service = app) {
  const subject = actor.includes(':') ? actor : `user:${actor}`
  const token = await signServiceToken(keys.privateKey, { issuer: 'frontend', audience: 'smm', actor: subject })
  return service.inject({ url, headers: { authorization: `Bearer ${token}` } })
}

const strategyUrl = (clientId: string, more = '') => `/clients/${clientId}/strategy?content_type=article${more}`

async function addStrategy(
  tenant: Tenant,
  clientId: string,
  name: string,
  configuration: StrategyConfiguration,
  more: { content_type?: 'any' | 'article' | 'email'; is_active?: boolean; merge_modes?: object } = {},
): Promise<string> {
  const { id } = await withTenant(db, { kind: 'user', id: tenant.users.admin }, (tx) =>
    tx
      .insertInto('strategies')
      .values({
        client_id: clientId,
        name,
        content_type: more.content_type ?? 'any',
        is_active: more.is_active ?? true,
        configuration: JSON.stringify(configuration),
        merge_modes: JSON.stringify(more.merge_modes ?? {}),
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

beforeAll(async () => {
  target = await createTestDatabase()
  db = createDatabase({ url: target.url, max: 4, applicationName: 'smm-test', logger })
  app = await build(db)
  ours = await createTenant(target.adminUrl)
  theirs = await createTenant(target.adminUrl)
  const { agencyId, customerId } = ours
  strategies = {
    agency: await addStrategy(
      ours,
      agencyId,
      'Agency',
      { brand: { voice: 'Plain' }, content: { banned_phrases: ['best in town'] }, llm: { max_cost_usd: 0.2 } },
      { merge_modes: { 'llm.max_cost_usd': 'locked' } },
    ),
    customer: await addStrategy(
      ours,
      customerId,
      'Customer',
      { brand: { voice: 'Warm' }, content: { banned_phrases: ['cheap'] }, llm: { max_cost_usd: 5 } },
      { content_type: 'article', merge_modes: { 'content.banned_phrases': 'extend' } },
    ),
    draft: await addStrategy(
      ours,
      customerId,
      'Summer',
      { brand: { voice: 'Sunny' } },
      { content_type: 'article', is_active: false },
    ),
    email: await addStrategy(ours, customerId, 'Letters', {}, { content_type: 'email' }),
  }
  await addStrategy(theirs, theirs.agencyId, 'Theirs', { brand: { voice: 'Loud' } })
})

afterAll(async () => {
  await app.close()
  await db.close()
  await target.drop()
})

describe('GET /clients', () => {
  it('lists the caller’s clients as a tree, with their role, and no other tenant’s', async () => {
    for (const role of ['owner', 'admin', 'member', 'viewer'] as const) {
      const answer = await get('/clients', ours.users[role])
      expect(answer.statusCode).toBe(200)
      const { items } = clientTree.parse(answer.json())
      expect(items.map(({ id }) => id)).toEqual([ours.agencyId, ours.customerId, ours.siblingId])
      expect(items.map((item) => [item.role, item.depth])).toEqual([
        [role, 1],
        [role, 2],
        [role, 2],
      ])
    }
  })

  it('shows one customer’s person that customer only', async () => {
    const { items } = clientTree.parse((await get('/clients', ours.customerUserId)).json())
    expect(items.map(({ id, role }) => [id, role])).toEqual([[ours.customerId, 'member']])
  })

  it('is empty for somebody without any role', async () => {
    expect((await get('/clients', randomUUID())).json()).toEqual({ items: [] })
  })
})

describe('GET /clients/:id/strategy', () => {
  it('merges down the tree and names who set each value, for every role', async () => {
    for (const caller of [...Object.values(ours.users), ours.customerUserId, `client:${ours.customerId}`]) {
      const answer = await get(strategyUrl(ours.customerId), caller)
      expect(answer.statusCode).toBe(200)
      const { effective, explain, layers, strategy } = effectiveStrategy.parse(answer.json())
      expect(effective.brand?.voice).toBe('Warm')
      expect(effective.content?.banned_phrases).toEqual(expect.arrayContaining(['best in town', 'cheap']))
      expect(effective.llm?.max_cost_usd).toBe(0.2)
      expect(explain).toContainEqual(
        expect.objectContaining({ path: 'llm.max_cost_usd', locked: true, strategy_id: strategies.agency, version: 1 }),
      )
      expect(explain).toContainEqual(
        expect.objectContaining({ path: 'content.banned_phrases', mode: 'extend', client_id: ours.customerId }),
      )
      expect(layers.slice(-2).map(({ strategy_id }) => strategy_id)).toEqual([strategies.agency, strategies.customer])
      expect(strategy).toEqual({ id: strategies.customer, version: 1, name: 'Customer' })
    }
  })

  it('leaves out layers of other content types and of siblings', async () => {
    const answer = await get(`/clients/${ours.siblingId}/strategy?content_type=email`, ours.users.viewer)
    const { layers } = effectiveStrategy.parse(answer.json())
    expect(layers.at(-1)?.strategy_id).toBe(strategies.agency)
  })

  it('puts a named strategy in the place of the active one', async () => {
    const answer = await get(strategyUrl(ours.customerId, `&strategy_id=${strategies.draft}`), ours.customerUserId)
    const { effective, layers, strategy } = effectiveStrategy.parse(answer.json())
    expect(effective.brand?.voice).toBe('Sunny')
    expect(effective.content?.banned_phrases).not.toContain('cheap')
    expect(layers.map(({ strategy_id }) => strategy_id)).not.toContain(strategies.customer)
    expect(strategy).toMatchObject({ id: strategies.draft, name: 'Summer' })
  })

  it('takes an active strategy from above by name', async () => {
    const answer = await get(strategyUrl(ours.customerId, `&strategy_id=${strategies.agency}`), ours.customerUserId)
    expect(effectiveStrategy.parse(answer.json()).strategy?.id).toBe(strategies.agency)
  })

  it('refuses a named strategy of another content type with 422', async () => {
    const answer = await get(strategyUrl(ours.customerId, `&strategy_id=${strategies.email}`), ours.users.member)
    expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([422, 'unprocessable'])
  })

  it('answers 404 for a strategy outside the lineage as for one that does not exist', async () => {
    const urls = [
      strategyUrl(ours.siblingId, `&strategy_id=${strategies.draft}`),
      strategyUrl(ours.siblingId, `&strategy_id=${randomUUID()}`),
    ]
    const answers = await Promise.all(urls.map((url) => get(url, ours.users.owner)))
    const bodies = answers.map((answer) => ({ ...problem.parse(answer.json()), request_id: '' }))
    expect(bodies[0]).toMatchObject({ status: 404, detail: 'No such strategy.' })
    expect(bodies[1]).toEqual(bodies[0])
  })

  it('answers the same 404 for another tenant’s client as for a random id, whatever the role', async () => {
    for (const caller of [...Object.values(ours.users), ours.customerUserId, `client:${ours.customerId}`]) {
      const ids = [theirs.agencyId, theirs.customerId, ours.rootId, randomUUID()]
      const answers = await Promise.all(ids.map((id) => get(strategyUrl(id), caller)))
      const bodies = answers.map((answer) => ({ ...problem.parse(answer.json()), request_id: '' }))
      expect(bodies[0]).toMatchObject({ status: 404, code: 'not_found', detail: 'No such client.' })
      for (const body of bodies) expect(body).toEqual(bodies[0])
    }
  })

  it('answers 422 when stored layers do not fit the contract together', async () => {
    const phrases = (tag: string) => Array.from({ length: 150 }, (_, index) => `${tag} ${index}`)
    await addStrategy(theirs, theirs.customerId, 'Long', { seo: { secondary_keywords: phrases('a') } })
    await addStrategy(
      theirs,
      theirs.customerId,
      'Longer',
      { seo: { secondary_keywords: phrases('b') } },
      { content_type: 'article', merge_modes: { 'seo.secondary_keywords': 'extend' } },
    )
    const answer = await get(strategyUrl(theirs.customerId), theirs.users.viewer)
    expect(problem.parse(answer.json())).toMatchObject({ status: 422, errors: [{ path: 'seo.secondary_keywords' }] })
  })

  it('says what is wrong with a request', async () => {
    const answer = await get('/clients/nobody/strategy?content_type=article', ours.users.owner)
    expect(problem.parse(answer.json()).errors).toEqual([{ path: 'params.id', message: 'must be a UUID' }])
    const query = await get(`/clients/${ours.agencyId}/strategy?content_type=poem&depth=2`, ours.users.owner)
    expect(problem.parse(query.json()).errors?.map(({ path }) => path)).toEqual(['query.content_type', 'query.depth'])
  })

  it('needs credentials', async () => {
    const answer = await app.inject({ url: strategyUrl(ours.agencyId), headers: { 'x-user-id': ours.users.owner } })
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer'])
  })
})

describe('without its database', () => {
  it('answers 503 without saying where the database is, tells it in its health, and recovers', async () => {
    const address = new URL(target.url)
    const proxy = await startProxy(address.hostname, Number(address.port))
    const url = new URL(target.url)
    url.port = String(proxy.port)
    const behindProxy = createDatabase({ url: url.href, max: 2, applicationName: 'smm-test', logger })
    const service = await build(behindProxy)
    try {
      expect((await get('/clients', ours.users.viewer, service)).statusCode).toBe(200)
      await proxy.refuse()
      const answer = await get('/clients', ours.users.viewer, service)
      expect(problem.parse(answer.json())).toMatchObject({ status: 503, code: 'unavailable' })
      expect(answer.body).not.toMatch(/127\.0\.0\.1|ECONN|select/i)
      const health = await service.inject('/health')
      expect([health.statusCode, health.json<{ status: string }>().status]).toEqual([503, 'unhealthy'])
      await proxy.resume()
      expect((await get('/clients', ours.users.viewer, service)).statusCode).toBe(200)
    } finally {
      await service.close()
      await behindProxy.close()
      await proxy.close()
    }
  })
})

describe('the description', () => {
  it('has every route, each with an id of its own', async () => {
    const { paths } = (await app.inject('/openapi.json')).json<{
      paths: Record<string, Record<string, { operationId: string; security: object[] }>>
    }>()
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/clients', '/clients/{id}/strategy', '/health']))
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    expect(new Set(ids).size).toBe(ids.length)
    expect(paths['/clients']?.['get']).toMatchObject({ operationId: 'listClients', security: [{ serviceToken: [] }] })
  })
})
