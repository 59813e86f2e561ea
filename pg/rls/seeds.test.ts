import { demoFile, mergeModes, strategyConfiguration, strategySections } from '@hg/contracts'
import { withClient } from '@hg/pg'
import { createDemoKey, demoPassword, readDemo, seed } from '@hg/pg/seeds'
import { hashApiKey, readApiKeyId } from '@hg/runtime'
import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import { verify } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from 'pg'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const inDatabase = <T>(use: (db: Client) => Promise<T>) => withClient(database.adminUrl, use)

const tables = [
  'clients',
  'budgets',
  'users',
  'memberships',
  'strategies',
  'strategy_versions',
  'prompt_templates',
  'prompt_labels',
  'prompt_label_rules',
  'content_templates',
  'test_sets',
  'experiments',
  'experiment_variants',
]

async function contents(db: Client): Promise<unknown> {
  const rows = []
  for (const table of tables)
    rows.push((await db.query(`select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`)).rows)
  return rows
}

describe('the seeds', () => {
  it('fill the tree of the product', async () => {
    const { clients } = await inDatabase(readDemo)
    const lines = clients.map((client) => `${client.parent_slug ?? ''} > ${client.slug} (${client.type})`)
    expect(lines.sort()).toEqual([
      ' > hg-content (root)',
      'heaviside-digital > cincinnati-electrician (customer)',
      'heaviside-digital > local-business-group (customer)',
      'hg-content > heaviside-digital (agency)',
      'hg-content > pasco-scientific (direct)',
      'hg-content > paving-marketers (agency)',
      'paving-marketers > ohio-paving (customer)',
      'paving-marketers > regional-contractors (customer)',
    ])
  })

  it('change nothing when run again', async () => {
    await inDatabase(async (db) => {
      const before = await contents(db)
      await seed(db)
      expect(await contents(db)).toEqual(before)
    })
  })

  it('keep what somebody changed', async () => {
    await inDatabase(async (db) => {
      await db.query('begin')
      await db.query(`update clients set name = 'Renamed' where slug = 'ohio-paving'`)
      await db.query(
        `update budgets set hard_usd = 999 where client_id in (select id from clients where slug = 'heaviside-digital')`,
      )
      await db.query(`update users set password_hash = 'changed' where email = 'owner@heaviside.example'`)
      await db.query(`update strategies set configuration = '{}' where name = 'House standard'`)
      await db.query(`update prompt_templates set is_active = false where name = 'House email'`)
      await db.query(`update content_templates set archived_at = now() where name = 'Case study'`)
      const before = await contents(db)
      await seed(db)
      expect(await contents(db)).toEqual(before)
      await db.query('rollback')
    })
  })

  it('do not bring back a budget that somebody took away', async () => {
    await inDatabase(async (db) => {
      await db.query('begin')
      await db.query('delete from budgets')
      await db.query(
        `select set_config('app.actor', 'user:' || id, true) from users where email = 'owner@heaviside.example'`,
      )
      await db.query(
        `insert into audit_log (client_id, action, target_type)
         select id, 'budget.changed', 'client' from clients where slug = 'heaviside-digital'`,
      )
      await seed(db)
      const { rows } = await db.query<{ slug: string }>(
        'select c.slug from budgets b join clients c on c.id = b.client_id order by c.slug',
      )
      expect(rows.map(({ slug }) => slug)).toEqual(['cincinnati-electrician', 'paving-marketers'])
      await db.query('rollback')
    })
  })

  it('have a person for every role at the root, a direct client, an agency and a customer, who can sign in', async () => {
    const { users, clients } = await inDatabase(readDemo)
    for (const type of ['root', 'direct', 'agency', 'customer'] as const) {
      const ofType = new Set(clients.filter((client) => client.type === type).map((client) => client.slug))
      const roles = new Set(users.filter((user) => ofType.has(user.client_slug)).map((user) => user.role))
      expect([...roles].sort(), type).toEqual(['admin', 'member', 'owner', 'viewer'])
    }
    await inDatabase(async (db) => {
      for (const user of users) {
        const { rows } = await db.query<{ password_hash: string; role: string }>(
          `select u.password_hash, m.role from users u join memberships m on m.user_id = u.id
           join clients c on c.id = m.client_id where u.email = $1 and c.slug = $2`,
          [user.email, user.client_slug],
        )
        expect(rows[0]?.role, user.email).toBe(user.role)
      }
      const { rows } = await db.query<{ password_hash: string }>('select password_hash from users limit 1')
      expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
      expect(await verify(rows[0]?.password_hash ?? '', demoPassword)).toBe(true)
    })
  })

  it('hold strategies whose merge modes name fields that exist, and one that nothing below may change', async () => {
    const { rows } = await inDatabase((db) =>
      db.query<{ name: string; configuration: unknown; merge_modes: unknown }>('select * from strategies'),
    )
    const fields = new Set(
      strategySections.flatMap((section) =>
        Object.keys(strategyConfiguration.shape[section].unwrap().shape).map((field) => `${section}.${field}`),
      ),
    )
    const modes = rows.flatMap((row) => Object.entries(mergeModes.parse(row.merge_modes)))
    for (const row of rows) strategyConfiguration.parse(row.configuration)
    expect(modes.map(([path]) => path).filter((path) => !fields.has(path))).toEqual([])
    expect(modes.map(([, mode]) => mode)).toContain('locked')
    expect(modes.map(([, mode]) => mode)).toContain('extend')
  })

  it('hold a partial, and a version that is being tried, which renders it', async () => {
    const { rows } = await inDatabase((db) =>
      db.query<{ name: string; kind: string; version: number; is_active: boolean; label: string | null; text: string }>(
        `select p.name, p.kind, p.version, p.is_active, l.label, p.system_template as text
         from prompt_templates p
         left join prompt_labels l on l.template_id = p.template_id and l.version = p.version
         where p.kind = 'partial' or p.version > 1 order by p.kind`,
      ),
    )
    expect(rows).toMatchObject([
      { kind: 'partial', name: 'brand-voice', version: 1, is_active: true },
      { kind: 'prompt', name: 'House blog post', version: 2, is_active: false, label: 'staging' },
    ])
    expect(rows[1]?.text).toContain(`{% render 'brand-voice' %}`)
  })

  it('do not bring back a version or a label that somebody did without', async () => {
    await inDatabase(async (db) => {
      await db.query('begin')
      await db.query('delete from prompt_labels')
      const before = await contents(db)
      await seed(db)
      expect(await contents(db)).toEqual(before)
      await db.query('rollback')
    })
  })

  it('refuse a short password', async () => {
    await inDatabase((db) => expect(seed(db, { password: 'short' })).rejects.toThrow('12 characters'))
  })
})

describe('the demo file', () => {
  it('fits its contract, with a key that the database can find', async () => {
    await inDatabase(async (db) => {
      const scopes = ['content:read', 'content:write'] as const
      const key = await createDemoKey(db, { clientSlug: 'pasco-scientific', scopes: [...scopes], name: 'Quick start' })
      const urls = { frontend: 'http://a', cpm: 'http://b', im: 'http://c', smm: 'http://d' }
      const api_keys = [{ client_slug: 'pasco-scientific', scopes: [...scopes], key }]
      demoFile.parse({ urls, api_keys, ...(await readDemo(db)) })
      const found = await db.query<{ hash: string }>('select hash from app.find_api_key($1)', [readApiKeyId(key)])
      expect(found.rows[0]?.hash).toBe(hashApiKey(key))
    })
  })

  it('gets no key for a client that does not exist', async () => {
    await inDatabase((db) =>
      expect(createDemoKey(db, { clientSlug: 'nobody', scopes: ['content:read'], name: 'x' })).rejects.toThrow(
        'nobody',
      ),
    )
  })
})
