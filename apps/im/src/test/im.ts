import { createDatabase, type Database } from '@hg/db'
import { createAuthenticator, type Service } from '@hg/http'
import { createLogger, generateServiceKeys, signServiceToken } from '@hg/runtime'
import { createTestDatabase, startProxy, type Proxy, type TestDatabase } from '@hg/testkit'
import { buildApp } from '../app.ts'

/** The service on a database of its own, with a way to call it as anybody and to cut it off from the database. */
export interface TestIm {
  app: Service
  /** The superuser, past row-level security: for setting the stage. */
  admin: Database
  adminUrl: string
  /** Between the service and its database. */
  proxy: Proxy
  keys: { privateKey: string; publicKey: string }
  idOf: (slug: string) => Promise<string>
  userId: (email: string) => Promise<string>
  /** Posts to `/generate-prompt` as this actor, such as `user:<uuid>`. */
  post: (actor: string, body: object) => Promise<{ status: number; body: Record<string, unknown> }>
  /** Calls any route as this actor. */
  call: (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    actor: string,
    payload?: object,
  ) => Promise<ImAnswer>
  /** What the audit holds about a thing, oldest first. */
  audited: (targetId: string) => Promise<AuditedRow[]>
  /** Another instance of the service, on the same database. */
  startAnother: () => Promise<Service>
  close: () => Promise<void>
}

export interface ImAnswer {
  status: number
  body: Record<string, unknown>
  /** The problem's code; undefined for an answer that is none. */
  code: unknown
}

export interface AuditedRow {
  action: string
  actor: string
  label: string
  before: unknown
  after: unknown
  facts: unknown
}

export async function startIm(): Promise<TestIm> {
  const database: TestDatabase = await createTestDatabase()
  const logger = createLogger({ service: 'im', level: 'silent' })
  const keys = await generateServiceKeys()

  const address = new URL(database.url)
  const proxy = await startProxy(address.hostname, Number(address.port))
  address.port = String(proxy.port)
  const db = createDatabase({ url: address.href, max: 5, applicationName: 'im-test', logger })
  const admin = createDatabase({ url: database.adminUrl, max: 2, applicationName: 'im-test-admin', logger })
  const authenticate = createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'im' } })
  const app = await buildApp({ db, logger, authenticate })
  const others: Service[] = []

  return {
    app,
    admin,
    adminUrl: database.adminUrl,
    proxy,
    keys,
    async idOf(slug) {
      const row = await admin.kysely
        .selectFrom('clients')
        .select('id')
        .where('slug', '=', slug)
        .executeTakeFirstOrThrow()
      return row.id
    },
    async userId(email) {
      const row = await admin.kysely
        .selectFrom('users')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      return row.id
    },
    async post(actor, body) {
      const token = await signServiceToken(keys.privateKey, { issuer: 'cpm', audience: 'im', actor })
      const headers = { authorization: `Bearer ${token}` }
      const answer = await app.inject({ method: 'POST', url: '/generate-prompt', headers, payload: body })
      return { status: answer.statusCode, body: answer.json() }
    },
    async call(method, url, actor, payload) {
      const token = await signServiceToken(keys.privateKey, { issuer: 'frontend', audience: 'im', actor })
      const headers = { authorization: `Bearer ${token}` }
      const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
      const body = answer.payload === '' ? {} : answer.json<Record<string, unknown>>()
      return { status: answer.statusCode, body, code: answer.statusCode < 400 ? undefined : body.code }
    },
    async audited(targetId) {
      const { rows } = await admin.pool.query<AuditedRow>(
        `select l.action, l.actor, d.label, d.before, d.after, l.facts
         from audit_log l join audit_details d on d.audit_id = l.id where l.target_id = $1 order by l.id`,
        [targetId],
      )
      return rows
    },
    async startAnother() {
      const another = await buildApp({ db, logger, authenticate })
      others.push(another)
      return another
    },
    async close() {
      await Promise.all(others.map((other) => other.close()))
      await app.close()
      await db.close()
      await admin.close()
      await proxy.close()
      await database.drop()
    },
  }
}
