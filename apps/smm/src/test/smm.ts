import { problem } from '@hg/contracts'
import { createDatabase, type Database } from '@hg/db'
import { createAuthenticator, type Service } from '@hg/http'
import { createLogger, generateServiceKeys, signServiceToken } from '@hg/runtime'
import { createTestDatabase, type TestDatabase, withClient } from '@hg/testkit'
import { type AppOptions, buildApp } from '../app.ts'

export interface SmmAnswer {
  status: number
  body: unknown
  /** The problem's code; undefined for an answer that is none. */
  code: string | undefined
}

/** The service over a database of its own, called as anybody. */
export interface TestSmm {
  target: TestDatabase
  db: Database
  app: Service
  /** What signs the tokens that it takes. */
  keys: { publicKey: string; privateKey: string }
  /** Calls as `user:<id>`, or as any other actor when the kind is written out. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    actor: string,
    payload?: object,
  ): Promise<SmmAnswer>
  /** Reads what is no JSON. */
  text(url: string, actor: string): Promise<{ status: number; type: unknown; text: string }>
  /** Reads a file. */
  bytes(url: string, actor: string): Promise<{ status: number; type: unknown; bytes: Buffer }>
  /** What the audit holds about a thing, oldest first. */
  audited(
    targetId: string,
  ): Promise<{ action: string; client_id: string; actor: string; before: unknown; after: unknown; facts: unknown }[]>
  /** Runs a statement past row-level security. */
  admin<T extends object>(sql: string, values?: unknown[]): Promise<T[]>
  close(): Promise<void>
}

/** @param more what the service stands on besides, such as the providers */
export async function startTestSmm(more: Pick<AppOptions, 'providers'> = {}): Promise<TestSmm> {
  const logger = createLogger({ service: 'test', level: 'silent' })
  const [target, keys] = await Promise.all([createTestDatabase(), generateServiceKeys()])
  const db = createDatabase({ url: target.url, max: 8, applicationName: 'smm-test', logger })
  const authenticate = createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' } })
  const app = await buildApp({ db, logger, authenticate, limits: { perActor: 1e6, perAddress: 1e6 }, ...more })
  const admin = <T extends object>(sql: string, values: unknown[] = []) =>
    withClient(target.adminUrl, async (client) => (await client.query<T>(sql, values)).rows)
  async function headersOf(actor: string): Promise<{ authorization: string }> {
    const subject = actor.includes(':') ? actor : `user:${actor}`
    const token = await signServiceToken(keys.privateKey, { issuer: 'frontend', audience: 'smm', actor: subject })
    return { authorization: `Bearer ${token}` }
  }
  return {
    target,
    db,
    app,
    keys,
    admin,
    async text(url, actor) {
      const answer = await app.inject({ url, headers: await headersOf(actor) })
      return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body }
    },
    async bytes(url, actor) {
      const answer = await app.inject({ url, headers: await headersOf(actor) })
      return { status: answer.statusCode, type: answer.headers['content-type'], bytes: answer.rawPayload }
    },
    async call(method, url, actor, payload) {
      const headers = await headersOf(actor)
      const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
      const body = answer.json<unknown>()
      return { status: answer.statusCode, body, code: problem.safeParse(body).data?.code }
    },
    audited: (targetId) =>
      admin(
        `select l.action, l.client_id, l.actor, l.facts, d.before, d.after
         from audit_log l join audit_details d on d.audit_id = l.id where l.target_id = $1 order by l.id`,
        [targetId],
      ),
    async close() {
      await app.close()
      await db.close()
      await target.drop()
    },
  }
}
