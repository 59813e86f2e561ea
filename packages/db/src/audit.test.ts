import { type Actor, createLogger } from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase, withClient } from '@hg/testkit'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database } from './database.ts'
import { type AuditChange, writeAudit } from './queries/audit/write-audit.ts'
import { withTenant } from './with-tenant.ts'

const call = { requestId: 'request-1', address: '192.0.2.7' }
let target: TestDatabase
let db: Database
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  target = await createTestDatabase()
  db = createDatabase({
    url: target.url,
    max: 3,
    applicationName: 'db-test',
    logger: createLogger({ service: 'test', level: 'silent' }),
  })
  ours = await createTenant(target.adminUrl)
  theirs = await createTenant(target.adminUrl)
})
afterAll(async () => {
  await db.close()
  await target.drop()
})

const user = (id: string): Actor => ({ kind: 'user', id })
const renamed = (clientId: string, more: Partial<AuditChange> = {}): AuditChange => ({
  clientId,
  action: 'client.renamed',
  targetType: 'client',
  targetId: clientId,
  label: 'Old name',
  before: { name: 'Old name' },
  after: { name: 'New name' },
  ...more,
})
const write = (actor: Actor, change: AuditChange) => withTenant(db, actor, (tx) => writeAudit(tx, call, change))

/** What the superuser finds, past row-level security. */
const stored = (targetId: string) =>
  withClient(target.adminUrl, async (admin) => {
    const { rows } = await admin.query<Record<string, unknown>>(
      `select l.actor, l.actor_role, l.request_id, d.label, d.before, d.after, d.address,
         exists (select from audit_unsealed u where u.audit_id = l.id) as unsealed
       from audit_log l join audit_details d on d.audit_id = l.id where l.target_id = $1 order by l.id`,
      [targetId],
    )
    return rows
  })

describe('the audit', () => {
  it('keeps who, in which role, what, before and after, for which request, from where, and awaits its seal', async () => {
    await write(user(ours.users.member), renamed(ours.customerId))
    expect(await stored(ours.customerId)).toEqual([
      {
        actor: `user:${ours.users.member}`,
        actor_role: 'member',
        request_id: 'request-1',
        label: 'Old name',
        before: { name: 'Old name' },
        after: { name: 'New name' },
        address: '192.0.2.7',
        unsealed: true,
      },
    ])
  })

  it('is written with its change or not at all', async () => {
    const targetId = randomUUID()
    const undone = withTenant(db, user(ours.users.owner), async (tx) => {
      await writeAudit(tx, call, renamed(ours.agencyId, { targetId }))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await stored(targetId)).toEqual([])
  })

  it('cannot be written at another tenant’s client, nor by nobody', async () => {
    for (const actor of [user(theirs.users.owner), user(randomUUID())])
      await expect(write(actor, renamed(ours.agencyId))).rejects.toThrow(/row-level security/)
  })

  it('is read by admins of the client and of those above, and by nobody else', async () => {
    const targetId = randomUUID()
    await write(user(ours.users.viewer), renamed(ours.customerId, { targetId }))
    const seen = (actor: Actor) =>
      withTenant(db, actor, async (tx) => {
        const rows = await tx
          .selectFrom('audit_log as l')
          .innerJoin('audit_details as d', 'd.audit_id', 'l.id')
          .select('l.id')
          .where('l.target_id', '=', targetId)
          .execute()
        return rows.length
      })
    expect(await seen(user(ours.users.owner))).toBe(1)
    expect(await seen(user(ours.users.admin))).toBe(1)
    expect(await seen({ kind: 'client', id: ours.customerId })).toBe(1)
    for (const actor of [
      user(ours.users.member),
      user(ours.customerUserId),
      user(theirs.users.owner),
      { kind: 'key', id: ours.keys.write.id } as const,
      { kind: 'client', id: ours.siblingId } as const,
    ])
      expect([actor, await seen(actor)]).toEqual([actor, 0])
  })

  it('shows a person what concerns them alone, and no other person', async () => {
    const person = ours.users.viewer
    await write(user(person), {
      clientId: null,
      action: 'password.changed',
      targetType: 'user',
      targetId: person,
      facts: { sessions_ended: 2 },
    })
    const seen = (id: string) =>
      withTenant(db, user(id), (tx) =>
        tx
          .selectFrom('audit_details')
          .select('audit_id')
          .where('chain', '=', '00000000-0000-0000-0000-000000000000')
          .execute(),
      )
    expect(await seen(person)).toHaveLength(1)
    expect(await seen(ours.users.owner)).toEqual([])
  })

  it('takes details from the transaction that wrote the row, and from no later one', async () => {
    const person = ours.users.member
    const nobody = '00000000-0000-0000-0000-000000000000'
    /** Rows without details, as an erasure writes them: about the person, and at their client. */
    const bare = await withTenant(db, user(person), async (tx) => {
      const entries: { id: string; chain: string }[] = []
      for (const clientId of [null, ours.customerId]) {
        const { rows } = await sql<{ id: string }>`select app.uuid_v7() as id`.execute(tx)
        const id = rows[0]?.id ?? ''
        await sql`insert into audit_log (id, client_id, actor, action, target_type, target_id)
          values (${id}, ${clientId}, '', 'stage.set', 'stage', ${clientId ?? person})`.execute(tx)
        entries.push({ id, chain: clientId ?? nobody })
      }
      return entries
    })
    const add = (row: (typeof bare)[number]) =>
      withTenant(db, user(person), (tx) =>
        sql`insert into audit_details (audit_id, chain, label) values (${row.id}, ${row.chain}, 'Late')`.execute(tx),
      )
    for (const row of bare) await expect(add(row)).rejects.toMatchObject({ constraint: 'audit_details_in_time' })
    // Nothing else holds them up: without the trigger the details are there.
    await withClient(target.adminUrl, (admin) =>
      admin.query('alter table audit_details disable trigger audit_details_in_time'),
    )
    try {
      for (const row of bare) await add(row)
    } finally {
      await withClient(target.adminUrl, (admin) =>
        admin.query('alter table audit_details enable trigger audit_details_in_time'),
      )
    }
    // Once there, they are there once.
    for (const row of bare) await expect(add(row)).rejects.toMatchObject({ code: '23505' })
  })

  it('lets not even a superuser change or remove a row', async () => {
    await withClient(target.adminUrl, async (admin) => {
      for (const statement of [
        `update audit_log set action = 'client.moved'`,
        'delete from audit_log',
        'truncate audit_log cascade',
        `update audit_details set after = '{"name": "Other"}'`,
        'delete from audit_details',
        'truncate audit_details',
        'truncate audit_seals',
      ])
        await expect(admin.query(statement)).rejects.toMatchObject({
          constraint: expect.stringMatching(/_append_only$/) as string,
        })
    })
  })
})
