import { createDatabase, type Database, withTenant } from '@hg/db'
import { AppError, parseEnv, visitor } from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase } from '@hg/testkit'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createServiceClient } from './client/service-client.ts'
import { connectRedis } from './connect-redis.ts'
import type { Service } from './service-type.ts'
import { type LogLine, recordingLogger } from './test/recording-logger.ts'
import { bearer, buildService, keys } from './test/test-service.ts'

/** What nobody may read, in an answer or in the log: each names what kind of thing got out. */
const markers = {
  secret: 'm4rk-secret-9f3',
  host: 'm4rk-host-9f3.internal.example',
  row: 'm4rk-row-9f3',
}
const everyMarker = /m4rk|hunter2/
const sqlWords = /\bselect\s|\binsert into\s|\bupdate\s.*\sset\s/i

let target: TestDatabase
let db: Database
let away: Database
let tenant: Tenant
let app: Service
let redis: ReturnType<typeof connectRedis>
let lines: LogLine[]

beforeAll(async () => {
  const recorded = recordingLogger('debug')
  lines = recorded.lines
  const { logger } = recorded
  const environment = { PROVIDER_API_KEY: markers.secret, REDIS_URL: `redis://:${markers.secret}@${markers.host}:6379` }
  parseEnv(z.object({}), environment)
  target = await createTestDatabase()
  tenant = await createTenant(target.adminUrl)
  db = createDatabase({ url: target.url, max: 2, applicationName: 'leaks', logger })
  const awayUrl = `postgresql://app:${markers.secret}@${markers.host}:5432/x`
  away = createDatabase({ url: awayUrl, max: 1, applicationName: 'leaks', logger })
  redis = connectRedis(environment.REDIS_URL, logger)
  const upstream = createServiceClient({
    baseUrl: `http://${markers.host}:8003`,
    audience: 'smm',
    issuer: 'cpm',
    privateKey: keys.privateKey,
  })
  app = await buildService({
    logger,
    limits: { perActor: 1e6, perAddress: 1e6, redis },
    health: { database: () => away.ping(), redis: () => redis.ping() },
  })

  const body = z.strictObject({ name: z.string(), size: z.number().optional() })
  const owner = { kind: 'user' as const, id: tenant.users.owner }
  const membership = { user_id: tenant.users.owner, client_id: tenant.agencyId, role: 'owner' as const }
  const secondRoot = { name: markers.row, slug: 'm4rk-row-9f3', type: 'root' as const }
  const fail: Record<string, () => unknown> = {
    thrown: () => {
      throw new Error(
        `password=hunter2 and ${markers.secret} at ${markers.host}:5432 select * from jobs where topic = '${markers.row}'`,
      )
    },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- libraries do
    'thrown-text': () => Promise.reject(`Bearer ${markers.secret}`),
    decorated: () => {
      const more = {
        headers: { authorization: markers.row },
        config: { url: `https://u:p@${markers.host}` },
        partialText: markers.row,
      }
      throw Object.assign(new Error('refused'), more, {
        cause: new Error(`asked https://u:${markers.secret}@${markers.host}/v1`),
      })
    },
    constraint: () => withTenant(db, owner, (tx) => tx.insertInto('memberships').values(membership).execute()),
    check: () => withTenant(db, owner, (tx) => tx.insertInto('clients').values(secondRoot).execute()),
    policy: () => withTenant(db, visitor, (tx) => tx.insertInto('memberships').values(membership).execute()),
    cast: () =>
      withTenant(db, owner, (tx) => tx.selectFrom('clients').select('id').where('id', '=', markers.row).execute()),
    syntax: () => db.pool.query(`select '${markers.row}' fromm jobs`),
    'database-away': () => withTenant(away, owner, (tx) => tx.selectFrom('clients').select('id').execute()),
    'upstream-away': () =>
      upstream.call(
        { actor: owner, requestId: 'r', address: null },
        { method: 'GET', path: '/x', response: z.unknown() },
      ),
    'wrapped-refusal': () => {
      throw new AppError('upstream_failed', undefined, { cause: { body: markers.row } })
    },
  }
  for (const [name, run] of Object.entries(fail)) app.get(`/fail/${name}`, run)
  app.post('/things', { schema: { body, response: { 200: body } } }, () => ({ nome: markers.row }) as never)
  await app.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  redis.disconnect()
  await app.close()
  await away.close()
  await db.close()
  await target.drop()
})

/** Everything that a caller gets to see of an answer. */
async function seen(request: {
  method?: 'GET' | 'POST'
  url: string
  payload?: string
  headers?: Record<string, string>
}): Promise<string> {
  const headers = { ...(await bearer()), 'content-type': 'application/json', ...request.headers }
  const answer = await app.inject({ ...request, headers })
  return `${answer.statusCode} ${JSON.stringify(answer.headers)} ${answer.body}`
}

/** What stood in the log since the last time. */
function logged(): string {
  return lines
    .splice(0)
    .map((line) => JSON.stringify(line))
    .join('\n')
}

const wantedStatus: [string, number][] = [
  ['thrown', 500],
  ['thrown-text', 500],
  ['decorated', 500],
  ['constraint', 500],
  ['cast', 500],
  ['syntax', 500],
  ['check', 500],
  ['policy', 500],
  ['database-away', 503],
  ['upstream-away', 503],
  ['wrapped-refusal', 502],
]

it.each(wantedStatus)(
  'a failure by %s (%i) tells nothing, and the log says of it only what helps',
  async (name, status) => {
    logged()
    const answer = await seen({ url: `/fail/${name}` })
    const log = logged()
    expect(answer).toMatch(new RegExp(`^${status} `))
    for (const told of [answer, log]) {
      expect(told).not.toMatch(everyMarker)
      expect(told).not.toMatch(sqlWords)
    }
    expect(answer).not.toMatch(/node:|\.ts\b|constraint|memberships|PostgreSQL/)
    expect(log).toMatch(/request failed|request could not be served/)
  },
)

it.each<[string, Parameters<typeof seen>[0]]>([
  ['a wrong field', { method: 'POST', url: '/things', payload: `{"name":5}` }],
  ['an answer of ours that breaks its contract', { method: 'POST', url: '/things', payload: '{"name":"x"}' }],
  ['a body that is not JSON', { method: 'POST', url: '/things', payload: `{"${markers.row}` }],
  ['a wrong token', { url: '/things', headers: { authorization: `Bearer ${markers.secret}` } }],
  ['a wrong key', { url: '/things', headers: { authorization: `Bearer hg_live_${markers.secret}` } }],
  ['credentials in the address', { url: `/nothing?token=${markers.secret}` }],
  ['health, with everything away', { url: '/health' }],
])('%s tells nothing either', async (_what, request) => {
  logged()
  const told = `${await seen(request)}\n${logged()}`
  expect(told).not.toMatch(everyMarker)
  expect(told).not.toMatch(sqlWords)
})

it('bytes that are not HTTP are answered without an echo', async () => {
  logged()
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.end(`GET /${markers.row} HTTP/1.1\r\nauthorization ${markers.secret}\r\n\r\n`)
  const answer = await text(socket)
  expect(answer).toContain('400 Bad Request')
  expect(answer + logged()).not.toMatch(everyMarker)
})
