import { auditHead, auditPage, problem } from '@hg/contracts'
import { createDatabase, type Database, withTenant, writeAudit } from '@hg/db'
import { createAuthenticator, type Service } from '@hg/http'
import { createLogger, generateServiceKeys, signServiceToken } from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase } from '@hg/testkit'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { sealAudit } from '../audit/seal.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
const keys = await generateServiceKeys()
let target: TestDatabase
let db: Database
let app: Service
let ours: Tenant
let theirs: Tenant

async function get(url: string, userId: string) {
  const token = await signServiceToken(keys.privateKey, {
    issuer: 'frontend',
    audience: 'smm',
    actor: `user:${userId}`,
  })
  return app.inject({ url, headers: { authorization: `Bearer ${token}` } })
}
const list = async (query = '', userId = ours.users.owner, clientId = ours.agencyId) =>
  auditPage.parse((await get(`/clients/${clientId}/audit${query}`, userId)).json())

beforeAll(async () => {
  target = await createTestDatabase()
  db = createDatabase({ url: target.url, max: 4, applicationName: 'smm-test', logger })
  app = await buildApp({
    db,
    logger,
    authenticate: createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' } }),
    limits: { perActor: 1e6, perAddress: 1e6 },
  })
  ours = await createTenant(target.adminUrl)
  theirs = await createTenant(target.adminUrl)
  const write = (userId: string, clientId: string, name: string, action: `${string}.${string}`) =>
    withTenant(db, { kind: 'user', id: userId }, (tx) =>
      writeAudit(
        tx,
        { requestId: `r-${name}`, address: '192.0.2.7' },
        {
          clientId,
          action,
          targetType: 'client',
          targetId: clientId,
          label: name,
          before: { name },
          after: { name: `=${name}"x` },
        },
      ),
    )
  for (let step = 0; step < 6; step++) {
    await write(ours.users.admin, ours.agencyId, `Agency ${step}`, 'client.renamed')
    await write(ours.customerUserId, ours.customerId, `Customer ${step}`, 'strategy.updated')
    await write(theirs.users.owner, theirs.agencyId, `Theirs ${step}`, 'client.renamed')
  }
})
afterAll(async () => {
  await app.close()
  await db.close()
  await target.drop()
})

describe('GET /clients/:id/audit', () => {
  it('lists the client’s changes and those below it, newest first, with who made them', async () => {
    const { items } = await list()
    expect(items.map(({ target: { label } }) => label)).toEqual(
      [5, 4, 3, 2, 1, 0].flatMap((step) => [`Customer ${step}`, `Agency ${step}`]),
    )
    expect(items[1]).toMatchObject({
      actor: { kind: 'user', id: ours.users.admin, name: 'admin', role: 'admin' },
      before: { name: 'Agency 5' },
      request_id: 'r-Agency 5',
      address: '192.0.2.7',
      emptied: false,
    })
    expect((await list('?below=false')).items).toHaveLength(6)
    expect((await list('', ours.users.owner, ours.customerId)).items).toHaveLength(6)
  })

  it('goes through all of them once, page by page', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list(`?limit=5${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect(seen).toEqual((await list()).items.map(({ id }) => id))
  })

  it('is narrowed by actor, action, target, words and time', async () => {
    const count = async (query: string) => (await list(query)).items.length
    expect(await count(`?actor=user:${ours.customerUserId}`)).toBe(6)
    expect(await count('?action=strategy')).toBe(6)
    expect(await count('?action=client.renamed')).toBe(6)
    expect(await count('?action=client.ren'.replace('.ren', '.rena'))).toBe(0)
    expect(await count(`?target_id=${ours.customerId}`)).toBe(6)
    expect(await count('?q=agency%203')).toBe(1)
    expect(await count('?q=%25')).toBe(0)
    const middle = (await list()).items[6]?.created_at ?? ''
    expect(await count(`?from=${middle}`)).toBeGreaterThanOrEqual(7)
    expect(await count(`?to=1999-01-01T00:00:00Z`)).toBe(0)
  })

  it('is for admins only, and another tenant’s client is no different from a random one', async () => {
    for (const role of ['member', 'viewer'] as const)
      expect((await get(`/clients/${ours.agencyId}/audit`, ours.users[role])).statusCode).toBe(403)
    const answers = await Promise.all(
      [ours.agencyId, randomUUID()].flatMap((id) =>
        ['audit', 'audit/export', 'audit/head'].map((path) => get(`/clients/${id}/${path}`, theirs.users.owner)),
      ),
    )
    for (const answer of answers)
      expect(problem.parse(answer.json())).toMatchObject({ status: 404, detail: 'No such client.' })
  })

  it('says which field of a request is wrong', async () => {
    const answer = await get(`/clients/${ours.agencyId}/audit?actor=me&action=DROP&cursor=x&colour=1`, ours.users.owner)
    expect(
      problem
        .parse(answer.json())
        .errors?.map(({ path }) => path)
        .sort(),
    ).toEqual(['query.action', 'query.actor', 'query.colour'])
  })
})

describe('GET /clients/:id/audit/export', () => {
  it('gives everything as JSON lines', async () => {
    const answer = await get(`/clients/${ours.agencyId}/audit/export`, ours.users.admin)
    const lines = answer.body.trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(
      (await list()).items.map(({ id }) => id),
    )
    expect(answer.headers['content-disposition']).toBe('attachment; filename="audit.jsonl"')
  })

  it('gives CSV that a spreadsheet reads and does not run', async () => {
    const answer = await get(`/clients/${ours.agencyId}/audit/export?format=csv&q=Agency%202`, ours.users.admin)
    const [header, row, ...rest] = answer.body.trimEnd().split('\r\n')
    expect(header).toMatch(/^id,created_at,/)
    expect(row).toContain('"{""name"":""=Agency 2\\""x""}"')
    expect(rest).toEqual([])
  })
})

describe('GET /clients/:id/audit/head', () => {
  it('gives the last link of the chain, once there is one', async () => {
    expect((await get(`/clients/${ours.agencyId}/audit/head`, ours.users.owner)).statusCode).toBe(404)
    await sealAudit(db, randomBytes(32))
    const head = auditHead.parse((await get(`/clients/${ours.agencyId}/audit/head`, ours.users.owner)).json())
    expect(head).toMatchObject({ chain: ours.agencyId, seq: '6' })
    expect((await list()).items.map(({ seal }) => seal)).not.toContain(null)
  })
})
