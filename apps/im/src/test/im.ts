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
  /** Between the service and its database. */
  proxy: Proxy
  keys: { privateKey: string; publicKey: string }
  idOf: (slug: string) => Promise<string>
  userId: (email: string) => Promise<string>
  /** Posts to `/generate-prompt` as this actor, such as `user:<uuid>`. */
  post: (actor: string, body: object) => Promise<{ status: number; body: Record<string, unknown> }>
  close: () => Promise<void>
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

  return {
    app,
    admin,
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
    async close() {
      await app.close()
      await db.close()
      await admin.close()
      await proxy.close()
      await database.drop()
    },
  }
}
