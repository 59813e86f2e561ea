import { createDatabase, type Database, withTenant, writeAudit } from '@hg/db'
import { readHeads, verifyAudit } from '@hg/pg/audit'
import { type Actor, createLogger } from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase } from '@hg/testkit'
import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealAudit } from './seal.ts'
import { tamperings, tamperingWays } from './tampering.ts'

const key = randomBytes(32)
const nobodysChain = '00000000-0000-0000-0000-000000000000'
let target: TestDatabase
let db: Database
let admin: Client
let tenants: Tenant[]

const user = (id: string): Actor => ({ kind: 'user', id })

/** A change at a client, as any verb would write it. */
async function change(actor: Actor, clientId: string | null, targetId: string, step: number): Promise<void> {
  await withTenant(db, actor, (tx) =>
    writeAudit(
      tx,
      { requestId: `request-${step}`, address: '192.0.2.7' },
      {
        clientId,
        action: 'client.renamed',
        targetType: 'client',
        targetId,
        label: `Step ${step} — “naïve”`,
        before: { name: `Step ${step}`, nested: { list: [1, 2.5, null, 'ü'], on: true } },
        after: { name: `Step ${step + 1}` },
        facts: { step },
      },
    ),
  )
}

beforeAll(async () => {
  target = await createTestDatabase()
  db = createDatabase({
    url: target.url,
    max: 4,
    applicationName: 'smm-test',
    logger: createLogger({ service: 'test', level: 'silent' }),
  })
  admin = new Client(target.adminUrl)
  await admin.connect()
  tenants = [await createTenant(target.adminUrl), await createTenant(target.adminUrl)]
  for (const tenant of tenants) {
    for (let step = 0; step < 12; step++) {
      await change(
        user(tenant.users.owner),
        step % 3 === 0 ? tenant.customerId : tenant.agencyId,
        tenant.agencyId,
        step,
      )
      await change(user(tenant.users.viewer), null, tenant.users.viewer, step)
    }
  }
})
afterAll(async () => {
  await admin.end()
  await db.close()
  await target.drop()
})

describe('the sealer', () => {
  it('seals every row once, however many seal at the same time', async () => {
    const sealed = await Promise.all([sealAudit(db, key), sealAudit(db, key), sealAudit(db, key)])
    expect(sealed.reduce((sum, one) => sum + one, 0)).toBe(48)
    expect(await sealAudit(db, key)).toBe(0)
    const { rows } = await admin.query<{ chain: string; gaps: boolean }>(
      'select chain, max(seq) <> count(*) as gaps from audit_seals group by chain',
    )
    expect(rows).toHaveLength(5)
    expect(rows.filter(({ gaps }) => gaps)).toEqual([])
    expect(await verifyAudit(admin, key, await readHeads(admin))).toEqual({
      chains: 5,
      links: 48,
      waiting: 0,
      findings: [],
    })
  })

  it('goes on where a chain ended, and what waits is no finding', async () => {
    const [tenant] = tenants as [Tenant]
    const heads = await readHeads(admin)
    await change(user(tenant.users.owner), tenant.agencyId, tenant.agencyId, 100)
    expect(await verifyAudit(admin, key, heads)).toMatchObject({ waiting: 1, findings: [] })
    expect(await sealAudit(db, key)).toBe(1)
    expect(await verifyAudit(admin, key, heads)).toMatchObject({ links: 49, waiting: 0, findings: [] })
  })

  it('proves nothing to somebody with another key', async () => {
    const { findings } = await verifyAudit(admin, randomBytes(32))
    expect(findings.length).toBeGreaterThanOrEqual(49)
  })
})

describe('verification', () => {
  it('accepts details that an erasure emptied and wrote down', async () => {
    const [tenant] = tenants as [Tenant]
    await admin.query('begin')
    const { rows } = await admin.query<{ audit_id: string }>(
      `update audit_details set label = null, before = null, after = null, emptied_at = now(), address = null,
         address_emptied_at = now()
       where chain = $1 returning audit_id`,
      [tenant.customerId],
    )
    expect((await verifyAudit(admin, key)).findings).toHaveLength(rows.length * 2)
    await admin.query('commit')
    await withTenant(db, user(tenant.users.owner), (tx) =>
      writeAudit(
        tx,
        { requestId: 'erasure', address: null },
        {
          clientId: tenant.customerId,
          action: 'audit_details.emptied',
          targetType: 'client',
          targetId: tenant.customerId,
          facts: { content: rows.map(({ audit_id }) => audit_id), addresses: rows.map(({ audit_id }) => audit_id) },
        },
      ),
    )
    await sealAudit(db, key)
    expect((await verifyAudit(admin, key)).findings).toEqual([])
  })

  it('finds each of 1,000 random tamperings, the tail included', async () => {
    const heads = await readHeads(admin)
    expect(heads.map(({ chain }) => chain)).toContain(nobodysChain)
    // The erased chain's rows say so themselves: what was emptied cannot be falsified by emptying it again.
    const erased = tenants[0]?.customerId
    const chains = heads
      .filter(({ chain }) => chain !== erased)
      .map(({ chain, seq }) => ({ chain, length: Number(seq) }))
    const tried = new Set<string>()
    let found = 0
    await fc.assert(
      fc.asyncProperty(tamperings(chains), async ({ what, statements }) => {
        await admin.query('begin')
        await admin.query('set local session_replication_role = replica')
        for (const statement of statements) await admin.query(statement)
        const { findings } = await verifyAudit(admin, key, heads)
        await admin.query('rollback')
        tried.add(what.split(' at link')[0] ?? '')
        if (findings.length === 0) throw new Error(`not found: ${what}`)
        found += 1
      }),
      { numRuns: 1000, endOnFailure: true },
    )
    process.stdout.write(`${found} tamperings of the audit found\n`)
    expect([...tried].sort()).toEqual([...tamperingWays].sort())
    expect((await verifyAudit(admin, key, heads)).findings).toEqual([])
  }, 600_000)
})
