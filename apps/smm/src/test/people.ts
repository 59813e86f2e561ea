import { type Problem, problem } from '@hg/contracts'
import { createDatabase, type Database } from '@hg/db'
import { createAuthenticator, type Service } from '@hg/http'
import type { Letter, Mailer } from '@hg/mail'
import { createLogger, encryptionKeys, generateServiceKeys, signServiceToken } from '@hg/runtime'
import { createTestDatabase, type TestDatabase, withClient } from '@hg/testkit'
import { randomBytes } from 'node:crypto'
import { buildApp } from '../app.ts'

const keys = await generateServiceKeys()

export interface Answer {
  status: number
  headers: Record<string, unknown>
  body: unknown
  text: string
  problem: Problem
}

export interface PeopleStage {
  target: TestDatabase
  db: Database
  app: Service
  /** The mails that went out, the latest last; `outcome` is what sending comes to. */
  post: { letters: Letter[]; outcome: Awaited<ReturnType<Mailer['send']>>; means: Mailer['means'] }
  /** Calls as a person (their id) or another actor; `visitor` for nobody. */
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    actor: string,
    body?: object,
    more?: { address?: string; sessionId?: string },
  ): Promise<Answer>
  /** Runs a query past row-level security. */
  sql<T extends object>(text: string, values?: unknown[]): Promise<T[]>
  /** What the audit holds of a thing, oldest first. */
  audited(targetId: string): Promise<{ action: string; actor: string; before: unknown; after: unknown }[]>
  close(): Promise<void>
}

/** The service with a database of its own and a post that keeps what it is given. */
export async function setPeopleStage(): Promise<PeopleStage> {
  const target = await createTestDatabase()
  const logger = createLogger({ service: 'test', level: 'silent' })
  const db = createDatabase({ url: target.url, max: 8, applicationName: 'smm-test', logger })
  const post: PeopleStage['post'] = { letters: [], outcome: 'sent', means: 'sent' }
  const mailer: Mailer = {
    get means() {
      return post.means
    },
    send: async (letter) => {
      post.letters.push(letter)
      return post.outcome
    },
    close: () => undefined,
  }
  const app = await buildApp({
    db,
    logger,
    authenticate: createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' } }),
    limits: { perActor: 1e6, perAddress: 1e6 },
    people: {
      mailer,
      keyring: encryptionKeys.parse(`k1:${randomBytes(32).toString('base64')}`),
      publicUrl: 'https://app.example',
    },
  })
  const sql = <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    withClient(target.adminUrl, async (admin) => (await admin.query<T>(text, values)).rows)
  return {
    target,
    db,
    app,
    post,
    sql,
    async call(method, url, actor, body, more = {}) {
      const nobody = 'visitor:00000000-0000-0000-0000-000000000000'
      const subject = actor === 'visitor' ? nobody : actor.includes(':') ? actor : `user:${actor}`
      const token = await signServiceToken(keys.privateKey, {
        issuer: 'frontend',
        audience: 'smm',
        actor: subject,
        ...more,
      })
      const answer = await app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${token}` },
        ...(body ? { payload: body } : {}),
      })
      const json: unknown = answer.body === '' ? undefined : answer.json()
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: json,
        text: answer.body,
        get problem() {
          return problem.parse(json)
        },
      }
    },
    audited: (targetId) =>
      sql(
        `select l.action, l.actor, d.before, d.after from audit_log l join audit_details d on d.audit_id = l.id
         where l.target_id = $1 order by l.id`,
        [targetId],
      ),
    async close() {
      await app.close()
      await db.close()
      await target.drop()
    },
  }
}
