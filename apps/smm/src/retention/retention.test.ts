import { retention } from '@hg/contracts'
import { createDatabase, type Database } from '@hg/db'
import { createAuthenticator, type Service } from '@hg/http'
import { readHeads, verifyAudit } from '@hg/pg/audit'
import { createLogger, generateServiceKeys, signServiceToken } from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase } from '@hg/testkit'
import { randomBytes, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { sealAudit } from '../audit/seal.ts'
import { purgeAll } from './purge.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
const keys = await generateServiceKeys()
const auditKey = randomBytes(32)
let target: TestDatabase
let db: Database
let app: Service
let admin: Client
let ours: Tenant
let theirs: Tenant

async function call(method: 'GET' | 'PUT', clientId: string, userId: string, payload?: object) {
  const actor = `user:${userId}`
  const token = await signServiceToken(keys.privateKey, { issuer: 'frontend', audience: 'smm', actor })
  const headers = { authorization: `Bearer ${token}` }
  return app.inject({ method, url: `/clients/${clientId}/retention`, headers, ...(payload && { payload }) })
}
const rulesOf = async (clientId: string, userId = ours.users.owner) => {
  const { rules } = retention.parse((await call('GET', clientId, userId)).json())
  return Object.fromEntries(rules.map(({ kind, days, own, client }) => [kind, [days, own, client?.id ?? null]]))
}

/** A completed job of some days ago, with all that comes with one. */
async function addJob(clientId: string, daysAgo: number, text: string): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `insert into jobs (id, client_id, content_type, prompt, prompt_system, created_by, parameters, strategy, template_name)
     values (app.uuid_v7(now() - make_interval(days => $2)), $1, 'article', $3, $3, 'test', $4, $4, $3) returning id`,
    [clientId, daysAgo, text, JSON.stringify({ topic: text })],
  )
  const id = rows[0]?.id ?? ''
  await admin.query(
    `insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id, error_message)
     values ($1, $2, 1, 1, 'openai', 'any', 10, (select id from prices limit 1), $3)`,
    [clientId, id, text],
  )
  await admin.query(
    `update jobs set status = 'completed', result = $2, estimated_cost = 0.25, total_tokens = 7,
       completed_at = now() - make_interval(days => $3) where id = $1`,
    [id, JSON.stringify({ title: text, content: text, word_count: 3, quality: { score: 90, passed: true } }), daysAgo],
  )
  await admin.query(
    `insert into job_revisions (client_id, job_id, revision, title, content, word_count, quality, note, created_by)
     values ($1, $2, 2, $3, $3, 1, '{}', $3, 'test')`,
    [clientId, id, text],
  )
  await admin.query(
    `insert into feedback (client_id, job_id, actor, rating, comment, revision) values ($1, $2, 'test', 'up', $3, 2)`,
    [clientId, id, text],
  )
  await admin.query(
    'update job_events set data = $2, id = app.uuid_v7(now() - make_interval(days => $3)) where job_id = $1',
    [id, JSON.stringify({ text }), daysAgo],
  )
  return id
}

/** Everything the tables hold, as text. */
async function dump(): Promise<string> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const texts = []
  for (const { name } of tables) {
    const { rows } = await admin.query<{ row: string }>(`select t::text as row from public.${name} t`)
    texts.push(...rows.map(({ row }) => row))
  }
  return texts.join('\n')
}

beforeAll(async () => {
  target = await createTestDatabase()
  db = createDatabase({ url: target.url, max: 4, applicationName: 'smm-test', logger })
  app = await buildApp({
    db,
    logger,
    authenticate: createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' } }),
    limits: { perActor: 1e6, perAddress: 1e6 },
  })
  admin = new Client(target.adminUrl)
  await admin.connect()
  ours = await createTenant(target.adminUrl)
  theirs = await createTenant(target.adminUrl)
})
afterAll(async () => {
  await app.close()
  await db.close()
  await admin.end()
  await target.drop()
})

describe('the rules of retention', () => {
  it('hold for everything below, until a client below has its own', async () => {
    expect(await rulesOf(ours.customerId)).toEqual({
      content: [null, false, null],
      events: [null, false, null],
      audit: [null, false, null],
    })
    expect((await call('PUT', ours.agencyId, ours.users.admin, { content: 90, audit: 365 })).statusCode).toBe(200)
    expect((await call('PUT', ours.customerId, ours.users.admin, { content: 30 })).statusCode).toBe(200)
    expect(await rulesOf(ours.customerId)).toMatchObject({
      content: [30, true, ours.customerId],
      audit: [365, false, ours.agencyId],
    })
    // Whose rule it is stays hidden from those who may not see the agency.
    expect(await rulesOf(ours.customerId, ours.customerUserId)).toMatchObject({ audit: [365, false, null] })
    expect(await rulesOf(ours.siblingId)).toMatchObject({ content: [90, false, ours.agencyId] })
    await call('PUT', ours.customerId, ours.users.admin, { content: null })
    expect(await rulesOf(ours.customerId)).toMatchObject({ content: [90, false, ours.agencyId] })
  })

  it('are changed by admins only, each change in the audit', async () => {
    expect((await call('PUT', ours.agencyId, ours.users.member, { content: 1 })).statusCode).toBe(403)
    expect((await call('PUT', ours.agencyId, theirs.users.owner, { content: 1 })).statusCode).toBe(404)
    expect((await call('GET', randomUUID(), ours.users.owner)).statusCode).toBe(404)
    const { rows } = await admin.query<{ after: unknown }>(
      `select d.after from audit_log l join audit_details d on d.audit_id = l.id
       where l.action = 'retention.changed' and l.client_id = $1 order by l.id`,
      [ours.customerId],
    )
    expect(rows.map(({ after }) => after)).toEqual([{ content: 30 }, { content: null }])
  })

  it.each([
    [{}, 'body'],
    [{ content: 0 }, 'content'],
    [{ audit: 7 }, 'audit'],
    [{ events: 4000 }, 'events'],
    [{ content: 'ten' }, 'content'],
    [{ content: 30, secrets: 1 }, 'secrets'],
  ])('name what is wrong with %j', async (body, path) => {
    const answer = await call('PUT', ours.agencyId, ours.users.owner, body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ errors: { path: string }[] }>().errors.map((error) => error.path)).toEqual([path])
  })
})

describe('the purge', () => {
  it('removes what is too old and nothing else, says so, and leaves figures and a chain that verifies', async () => {
    await call('PUT', ours.agencyId, ours.users.owner, { content: 90, events: 90, audit: 30 })
    const old = await addJob(ours.customerId, 100, 'Forget-me-not')
    const recent = await addJob(ours.customerId, 10, 'Remember-me')
    const foreign = await addJob(theirs.customerId, 100, 'Not-yours')
    await admin.query(
      `insert into jobs (id, client_id, content_type, prompt, created_by) values (app.uuid_v7(now() - interval '200 days'), $1, 'article', 'Still-running', 'test')`,
      [ours.customerId],
    )
    // An audited change of forty days ago; seals come in the order of writing.
    await admin.query(`select set_config('app.actor', $1, false)`, [`user:${ours.users.owner}`])
    await admin.query(
      `with entry as (
         insert into audit_log (id, client_id, action, target_type) values (app.uuid_v7(now() - interval '40 days'), $1, 'client.renamed', 'client')
         returning id, chain)
       insert into audit_details (audit_id, chain, label, address) select id, chain, 'Faded-name', '192.0.2.99' from entry`,
      [ours.customerId],
    )
    await sealAudit(db, auditKey)

    const purged = await purgeAll(db, logger)
    expect(purged).toMatchObject({ content: 1, events: 2, audit: 1 })
    const text = await dump()
    for (const gone of ['Forget-me-not', 'Faded-name', '192.0.2.99'])
      expect([gone, text.includes(gone)]).toEqual([gone, false])
    for (const kept of ['Remember-me', 'Not-yours', 'Still-running'])
      expect([kept, text.includes(kept)]).toEqual([kept, true])
    const { rows } = await admin.query<object>(
      'select id, status, estimated_cost::text as cost, total_tokens, emptied_at is not null as emptied from jobs where id = any ($1) order by id',
      [[old, recent, foreign]],
    )
    expect(rows).toContainEqual({ id: old, status: 'completed', cost: '0.2500000000', total_tokens: 7, emptied: true })
    expect(rows.filter((row) => (row as { emptied: boolean }).emptied)).toHaveLength(1)

    await sealAudit(db, auditKey)
    expect((await verifyAudit(admin, auditKey, await readHeads(admin))).findings).toEqual([])
    const { purges } = retention.parse((await call('GET', ours.customerId, ours.users.owner)).json())
    expect(purges.map(({ kind, removed }) => [kind, removed])).toEqual(
      expect.arrayContaining([
        ['content', 1],
        ['audit', 1],
      ]),
    )
    expect(await purgeAll(db, logger)).not.toHaveProperty('content')
  })

  it('keeps what a final job is from everybody else', async () => {
    const id = await addJob(theirs.customerId, 1, 'Final')
    for (const statement of [
      `update jobs set prompt = '' where id = '${id}'`,
      `update jobs set result = null, prompt = '', prompt_system = null, parameters = '{}', strategy = '{}', template_name = null, emptied_at = now() where id = '${id}'`,
    ])
      await expect(admin.query(statement)).rejects.toMatchObject({ constraint: 'jobs_final' })
  })
})
