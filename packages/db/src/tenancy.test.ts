import { createLogger } from '@hg/runtime'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase, withClient } from '@hg/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  claimJob,
  completeJob,
  createDatabase,
  type Database,
  deleteExperiment,
  deletePromptLabel,
  extendLease,
  getJob,
  insertExperiment,
  insertJob,
  insertPromptVersion,
  insertStrategy,
  listClients,
  listJobs,
  promoteVariant,
  type Queryable,
  renamePrompt,
  roleOfActorOn,
  roleOn,
  setProduction,
  setPromptLabelRule,
  stopExperiment,
  updateStrategyState,
  withTenant,
} from './index.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
let target: TestDatabase
let db: Database
let ours: Tenant
let theirs: Tenant

const user = (id: string) => ({ kind: 'user' as const, id })
const jobId = (n: number) => `0190a6d8-0000-7000-8000-${String(n).padStart(12, '0')}`

async function addJob(tenant: Tenant, n: number): Promise<string> {
  const id = jobId(n)
  await withTenant(db, user(tenant.users.member), (tx) =>
    insertJob(tx, {
      id,
      client_id: tenant.customerId,
      content_type: 'article',
      parameters: { topic: `Topic ${n}` },
      llm_provider: 'openai',
      requested_model: 'gpt-5.4',
      reserved_usd: '0.01',
      strategy_id: null,
      strategy_version: null,
      strategy: {},
      priority: 5,
      created_by: `user:${tenant.users.member}`,
    }),
  )
  return id
}

beforeAll(async () => {
  target = await createTestDatabase()
  // One connection for all: whatever a transaction left behind, the next tenant would find.
  db = createDatabase({ url: target.url, max: 1, applicationName: 'test', logger })
  ours = await createTenant(target.adminUrl)
  theirs = await createTenant(target.adminUrl)
})

afterAll(async () => {
  await db.close()
  await target.drop()
})

describe('a tenant transaction', () => {
  it('sees its own clients and no other tenant’s', async () => {
    const seen = await withTenant(db, user(ours.users.viewer), listClients)
    expect(seen.map((client) => client.id).sort()).toEqual([ours.agencyId, ours.customerId, ours.siblingId].sort())
    expect(seen[0]).toMatchObject({ id: ours.agencyId, depth: 1, role: 'viewer' })
  })

  it('refuses to change what is not the actor’s to change, where the policies would pass over it without a word', async () => {
    const [strategy, prompt, experiment] = await withTenant(db, user(ours.users.admin), async (tx) => {
      const client_id = ours.customerId
      const text = { configuration: {}, merge_modes: {}, message: null, restored_from: null }
      const strategy = await insertStrategy(tx, {
        ...{ ...text, client_id, name: 'S', content_type: 'article', is_active: false },
      })
      const prompt = await insertPromptVersion(tx, {
        ...{
          client_id,
          kind: 'prompt',
          name: 'P',
          content_type: 'article',
          version: 1,
          is_active: true,
          message: null,
        },
        ...{
          restored_from: null,
          system_template: '',
          template: 'x',
          variables: {},
          model_settings: {},
          trim_order: [],
        },
      })
      const draft = {
        ...{ template_client_id: client_id, template_id: prompt, content_type: 'article' as const, name: 'E' },
        ...{ hypothesis: null, metric: 'cost' as const, expected_lift: 0.1, minimum_sample: 50 },
        ...{ pass_rate_margin: 0.05, cost_margin: 0.1 },
      }
      return [strategy, prompt, await insertExperiment(tx, client_id, draft, [{ key: 'a', version: 1, weight: 1 }])]
    })
    const changes: ((tx: Queryable) => Promise<unknown>)[] = [
      (tx) => updateStrategyState(tx, strategy, { name: 'Mine' }),
      (tx) => setProduction(tx, prompt, null),
      (tx) => setProduction(tx, prompt, 1),
      (tx) => renamePrompt(tx, prompt, 'Mine'),
      (tx) => deletePromptLabel(tx, prompt, 'staging'),
      (tx) => setPromptLabelRule(tx, ours.customerId, 'staging', false),
      (tx) => stopExperiment(tx, experiment, { outcomes: [] }),
      (tx) => promoteVariant(tx, experiment, 'a', { numbers: {}, outcomes: [] }),
      (tx) => deleteExperiment(tx, experiment),
    ]
    for (const change of changes)
      await expect(withTenant(db, user(ours.users.member), change)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('leaves nothing behind on a shared connection, also when it fails', async () => {
    await expect(
      withTenant(db, user(ours.users.owner), async (tx) => {
        await sql`select 1 / 0`.execute(tx)
      }),
    ).rejects.toThrow(/division/)
    expect(await withTenant(db, user(theirs.users.viewer), (tx) => roleOn(tx, ours.agencyId))).toBeNull()
    expect(await db.kysely.selectFrom('clients').selectAll().execute()).toEqual([])
    const { rows } = await sql<{ actor: string | null }>`select app.actor() as actor`.execute(db.kysely)
    expect(rows[0]?.actor).toBeNull()
  })

  it('finds no job of another tenant by id, list or claim', async () => {
    const id = await addJob(ours, 1)
    const actor = user(theirs.users.owner)
    expect(await withTenant(db, actor, (tx) => getJob(tx, id))).toBeNull()
    expect(await withTenant(db, actor, (tx) => listJobs(tx, { limit: 10, client_id: ours.customerId }))).toEqual([])
    const claim = { id, clientId: ours.customerId, epoch: 0 }
    expect(
      await withTenant(db, { kind: 'client', id: theirs.customerId }, (tx) => claimJob(tx, claim, 1000)),
    ).toBeNull()
  })

  it('cannot write for another tenant', async () => {
    await expect(addJob({ ...ours, users: theirs.users }, 2)).rejects.toThrow(/row-level security/)
  })
})

describe('the role of an actor', () => {
  it.each(['owner', 'admin', 'member', 'viewer'] as const)('%s reaches down the tree', async (role) => {
    expect(await roleOfActorOn(db, user(ours.users[role]), ours.customerId)).toBe(role)
  })

  it('of a customer’s member ends at the customer', async () => {
    expect(await roleOfActorOn(db, user(ours.customerUserId), ours.customerId)).toBe('member')
    expect(await roleOfActorOn(db, user(ours.customerUserId), ours.siblingId)).toBeNull()
    expect(await roleOfActorOn(db, user(ours.customerUserId), ours.agencyId)).toBeNull()
  })

  it('of a key follows its scopes', async () => {
    expect(await roleOfActorOn(db, { kind: 'key', id: ours.keys.read.id }, ours.customerId)).toBe('viewer')
    expect(await roleOfActorOn(db, { kind: 'key', id: ours.keys.write.id }, ours.customerId)).toBe('member')
    expect(await roleOfActorOn(db, { kind: 'key', id: ours.keys.write.id }, theirs.customerId)).toBeNull()
  })
})

describe('a claim', () => {
  const worker = () => ({ kind: 'client' as const, id: ours.customerId })
  const asWorker = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(db, worker(), work)

  it('is given once per epoch', async () => {
    const id = await addJob(ours, 10)
    const delivered = { id, clientId: ours.customerId, epoch: 0 }
    expect(await asWorker((tx) => claimJob(tx, delivered, 60_000))).toMatchObject({
      epoch: 1,
      status: 'processing',
      crashes: 0,
    })
    expect(await asWorker((tx) => claimJob(tx, delivered, 60_000))).toBeNull()
    expect(await asWorker((tx) => claimJob(tx, { ...delivered, epoch: 1 }, 60_000))).toBeNull()
  })

  it('passes on when its lease has run out, and the first worker can no longer write', async () => {
    const id = await addJob(ours, 11)
    const delivered = { id, clientId: ours.customerId, epoch: 0 }
    await asWorker((tx) => claimJob(tx, delivered, -1))
    expect(await asWorker((tx) => claimJob(tx, { ...delivered, epoch: 1 }, 60_000))).toMatchObject({
      epoch: 2,
      crashes: 1,
    })
    const lost = { ...delivered, epoch: 1 }
    expect(await asWorker((tx) => extendLease(tx, lost, 60_000))).toBe(false)
    const result = {
      content: 'x',
      title: null,
      meta_description: null,
      word_count: 1,
      quality: { score: 1, passed: true, min_score: 0, checks: [], left_out: [] },
      repairs: [],
    }
    expect(
      await asWorker((tx) => completeJob(tx, lost, { result, provider: 'openai', model: 'm', signature: [] })),
    ).toBe(false)
    expect(
      await asWorker((tx) =>
        completeJob(tx, { ...delivered, epoch: 2 }, { result, provider: 'openai', model: 'm', signature: [] }),
      ),
    ).toBe(true)
    expect(await asWorker((tx) => getJob(tx, id))).toMatchObject({ status: 'completed', word_count: 1 })
  })
})

describe('a transaction', () => {
  const actor = () => user(ours.users.member)

  it('whose failed statement was ignored is an error, not a quiet rollback', async () => {
    await expect(
      withTenant(db, actor(), async (tx) => {
        await sql`select 1 / 0`.execute(tx).catch(() => undefined)
      }),
    ).rejects.toThrow(/not committed/)
  })

  it('whose connection breaks is unavailable, and the next one works', async () => {
    const broken = withTenant(db, actor(), async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await withClient(target.adminUrl, (admin) => admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
      await sql`select 1`.execute(tx)
    })
    await expect(broken).rejects.toMatchObject({ code: 'unavailable' })
    expect(await withTenant(db, actor(), (tx) => roleOn(tx, ours.agencyId))).toBe('member')
  })

  it('that reads a snapshot writes nothing', async () => {
    const write = withTenant(db, actor(), (tx) => sql`update jobs set priority = 1`.execute(tx), { snapshot: true })
    await expect(write).rejects.toThrow(/read-only/)
  })

  it('that throws leaves nothing behind', async () => {
    const id = jobId(20)
    await expect(
      withTenant(db, actor(), async (tx) => {
        await sql`insert into jobs (id, client_id, content_type, prompt, created_by)
          values (${id}, ${ours.customerId}, 'article', 'x', 'test')`.execute(tx)
        throw new Error('on purpose')
      }),
    ).rejects.toThrow('on purpose')
    expect(await withTenant(db, actor(), (tx) => getJob(tx, id))).toBeNull()
  })
})
