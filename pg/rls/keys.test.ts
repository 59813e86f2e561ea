import { sealedColumns } from '@hg/pg/keys'
import { createTenant, createTestDatabase, type Tenant, type TestDatabase } from '@hg/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
let admin: Client
let app: Client
let tenant: Tenant

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  app = new Client(database.directUrl)
  await Promise.all([admin.connect(), app.connect()])
  tenant = await createTenant(database.adminUrl)
})
afterAll(async () => {
  await Promise.all([admin.end(), app.end()])
  await database.drop()
})

/** Runs statements as an actor in a transaction that is taken back, and returns the last one's rows. */
async function as<T extends object>(actor: string, ...statements: [string, unknown[]?][]): Promise<T[]> {
  await app.query('begin')
  try {
    await app.query(`select set_config('app.actor', $1, true)`, [actor])
    let rows: T[] = []
    for (const [sql, values = []] of statements) rows = (await app.query<T>(sql, values)).rows
    return rows
  } finally {
    await app.query('rollback')
  }
}

const insert = `insert into api_keys (client_id, name, key_id, hash, scopes) values ($1, 'K', 'publicid0002', $2, '{content:read}')`

describe('an API key', () => {
  it('is made by whoever acts, and by nobody else', async () => {
    const actor = `user:${tenant.users.admin}`
    const values = [tenant.customerId, 'a'.repeat(64)]
    const rows = await as(actor, [insert, values], [`select created_by from api_keys where key_id = 'publicid0002'`])
    expect(rows).toEqual([{ created_by: actor }])
    const forged = insert
      .replace('scopes)', 'scopes, created_by)')
      .replace(`'{content:read}')`, `'{content:read}', 'x')`)
    await expect(as(actor, [forged, values])).rejects.toThrow(/permission denied/)
  })

  it('never lives longer than it was to, and never again', async () => {
    const add = `insert into api_keys (client_id, name, key_id, hash, scopes, expires_at, revoked_at)
      values ($1, 'K', $2, $3, '{content:read}', $4, $5) returning id`
    const change = (id: string | undefined, what: string) =>
      admin.query(`update api_keys set ${what} where id = $1`, [id]).then(
        () => 'taken',
        (error: { constraint?: string }) => error.constraint,
      )
    const make = async (keyId: string, expiresAt: string | null, revokedAt: string | null) => {
      const values = [tenant.customerId, keyId, 'a'.repeat(64), expiresAt, revokedAt]
      return (await admin.query<{ id: string }>(add, values)).rows[0]?.id
    }
    const ending = await make('ending', '2090-01-01', null)
    expect(await change(ending, `expires_at = '2090-01-02'`)).toBe('api_keys_end')
    expect(await change(ending, 'expires_at = null')).toBe('api_keys_end')
    expect(await change(ending, `expires_at = '2089-01-01'`)).toBe('taken')
    expect(await change(ending, 'revoked_at = now()')).toBe('taken')
    expect(await change(ending, 'revoked_at = null')).toBe('api_keys_end')
    expect(await change(await make('endless', null, null), `expires_at = '2089-01-01'`)).toBe('taken')
  })

  it('has one successor at most', async () => {
    const next = `insert into api_keys (client_id, name, key_id, hash, scopes, rotated_from)
      values ($1, 'K', $2, $3, '{content:read}', $4)`
    const { id } = tenant.keys.read
    await admin.query(next, [tenant.agencyId, 'second', 'a'.repeat(64), id])
    await expect(admin.query(next, [tenant.agencyId, 'third', 'a'.repeat(64), id])).rejects.toMatchObject({
      constraint: 'api_keys_one_successor',
    })
    await expect(
      admin.query(next, [tenant.customerId, 'other', 'a'.repeat(64), tenant.keys.write.id]),
    ).rejects.toMatchObject({
      constraint: 'api_keys_rotated_from',
    })
  })

  it('notes its own use, and no other key’s, without waking anybody', async () => {
    const heard: unknown[] = []
    const listener = new Client(database.adminUrl)
    await listener.connect()
    listener.on('notification', (message) => heard.push(message.payload))
    await listener.query('listen api_keys')
    const note = (actor: string, id: string) =>
      as<{ noted: boolean }>(actor, ['select app.note_key_use($1) as noted', [id]])
    const { read, write } = tenant.keys
    expect(await note(`key:${read.id}`, read.id)).toEqual([{ noted: true }])
    expect(await note(`key:${read.id}`, write.id)).toEqual([{ noted: false }])
    expect(await note(`user:${tenant.users.owner}`, read.id)).toEqual([{ noted: false }])
    await admin.query('update api_keys set last_used_at = now() where id = $1', [read.id])
    await listener.query('select 1')
    expect(heard).toEqual([])
    await listener.end()
  })
})

describe('a column that is named for a secret', () => {
  it('is among those that a rotation of ENCRYPTION_KEYS seals anew', async () => {
    const { rows } = await admin.query<{ place: string }>(
      `select table_name || '.' || column_name as place from information_schema.columns
       where table_schema = 'public' and column_name ~ '(^|_)(secret|sealed|ciphertext|encrypted)$' order by 1`,
    )
    expect(rows.map(({ place }) => place)).toEqual(
      sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted(),
    )
  })
})

describe('a key to a provider', () => {
  const provider = `insert into provider_keys (client_id, provider, secret, last_four) values ($1, 'openai', 'k.n.c', 'four')`

  it('is one for a client and provider, and another one is another row', async () => {
    await admin.query(provider, [tenant.customerId])
    await expect(admin.query(provider, [tenant.customerId])).rejects.toMatchObject({ constraint: 'provider_keys_one' })
    await admin.query('update provider_keys set removed_at = now() where client_id = $1', [tenant.customerId])
    await admin.query(provider, [tenant.customerId])
    const { rows } = await admin.query('select secret from provider_keys where client_id = $1 order by removed_at', [
      tenant.customerId,
    ])
    expect(rows).toEqual([{ secret: null }, { secret: 'k.n.c' }])
  })

  it('that is saved or removed is announced by its client’s id alone; a judgement is not', async () => {
    const heard: unknown[] = []
    const listener = new Client(database.adminUrl)
    await listener.connect()
    listener.on('notification', (message) => heard.push(message.payload))
    await listener.query('listen provider_keys')
    await admin.query(provider, [tenant.siblingId])
    await admin.query(
      `update provider_keys set refused_at = now(), refused_for = 'provider_key_refused' where client_id = $1`,
      [tenant.siblingId],
    )
    await admin.query('update provider_keys set removed_at = now() where client_id = $1', [tenant.siblingId])
    await listener.query('select 1')
    expect(heard).toEqual([tenant.siblingId, tenant.siblingId])
    await listener.end()
  })

  it('is judged by those whom it serves, and by nobody else', async () => {
    const { rows } = await admin.query<{ id: string }>(`${provider} returning id`, [tenant.agencyId])
    const judge = (actor: string) =>
      as<{ noted: boolean }>(actor, [
        `select app.judge_provider_key($1, 'provider_key_refused') as noted`,
        [rows[0]?.id],
      ])
    expect(await judge(`client:${tenant.customerId}`)).toEqual([{ noted: true }])
    for (const actor of [`client:${tenant.rootId}`, `user:${tenant.users.owner}`, ''])
      expect(await judge(actor)).toEqual([{ noted: false }])
    await expect(
      as(`client:${tenant.customerId}`, [`select app.judge_provider_key($1, 'dislike')`, [rows[0]?.id]]),
    ).rejects.toThrow(/check constraint/)
  })
})
