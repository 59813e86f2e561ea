import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  clientsOf,
  isArchived,
  isAtLeast,
  lineage,
  memberRoles,
  type ModelActor,
  readersOf,
  roleOn,
  type World,
} from './visibility-model.ts'

let database: TestDatabase
let admin: Client

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

const lives = ['endless', 'ends later', 'ended', 'revoked'] as const
const scopes = [['content:read'], ['content:write'], ['content:read', 'content:write']]
const step = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    type: fc.constantFrom('direct', 'agency', 'customer'),
    under: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('grant' as const),
    person: fc.nat(),
    client: fc.nat(),
    role: fc.constantFrom(...memberRoles),
  }),
  fc.record({ kind: fc.constant('take' as const), membership: fc.nat() }),
  fc.record({
    kind: fc.constant('key' as const),
    client: fc.nat(),
    scopes: fc.constantFrom(...scopes),
    life: fc.constantFrom(...lives),
  }),
  fc.record({ kind: fc.constant('revoke' as const), key: fc.nat() }),
  fc.record({
    kind: fc.constant('move' as const),
    fitting: fc.boolean(),
    by: fc.oneof(fc.constant(0), fc.nat()),
    nodes: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    under: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('archive' as const),
    by: fc.oneof(fc.constant(0), fc.nat()),
    client: fc.nat(),
    archive: fc.boolean(),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const fits = (type: string, under: string) =>
  `${type} ${under}` in { 'direct root': 1, 'agency root': 1, 'customer agency': 1 }
const write = (actor: ModelActor | null) => (actor ? `${actor.kind}:${actor.id}` : '')
const nil = '00000000-0000-0000-0000-000000000000'

let looks = 0
let taken = 0
afterAll(() => {
  process.stdout.write(`${looks} looks at random trees after ${taken} moves and changes of the archive\n`)
})

describe('on random trees, after random changes', () => {
  it('the database shows everybody what an independent model says, and nothing else', async () => {
    const run = async (steps: Step[]) => {
      await admin.query('begin')
      try {
        const stage = await begin()
        for (const change of steps) await stage.make(change)
        for (const actor of stage.actors()) await stage.look(actor)
      } finally {
        await admin.query('rollback')
      }
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30, size: 'max' }), run), {
      numRuns: 15,
    })
  })
})

/** The seeded tree with four people who have no role yet, as the model and the database begin with it. */
async function begin() {
  const { rows } = await admin.query<{ id: string; type: string; parentId: string | null }>(
    'select id, type, parent_id as "parentId" from clients order by slug',
  )
  const world: World = {
    clients: new Map(rows.map((row) => [row.id, { ...row, archived: false }])),
    memberships: [],
    keys: new Map(),
  }
  const root = rows.find(({ type }) => type === 'root')?.id ?? ''
  const people: string[] = Array.from({ length: 4 }, () => randomUUID())
  // Of the seeded people, the model knows of none: they are taken for the rows to be ours alone.
  await admin.query('set local session_replication_role = replica')
  await admin.query('delete from memberships')
  await admin.query('delete from api_keys')
  await admin.query('set local session_replication_role = origin')
  for (const id of people) {
    await admin.query(`insert into users (id, email, name, password_hash) values ($1, $2, 'Somebody', 'none')`, [
      id,
      `${id}@stage.example`,
    ])
  }
  await grant(people[0] ?? '', root, 'owner')
  await fill(rows.map(({ id }) => id))

  const pick = <T>(all: Iterable<T>, n: number): T => {
    const list = [...all]
    return list[n % list.length] as T
  }
  const client = (n: number) => pick(world.clients.values(), n)
  const isAdmin = (actor: ModelActor, id: string | null) => id !== null && isAtLeast(roleOn(world, actor, id), 'admin')

  async function grant(userId: string, clientId: string, role: (typeof memberRoles)[number]) {
    const held = world.memberships.find((one) => one.userId === userId && one.clientId === clientId)
    if (held) held.role = role
    else world.memberships.push({ userId, clientId, role })
    await admin.query(
      `insert into memberships (user_id, client_id, role) values ($1, $2, $3)
       on conflict (user_id, client_id) do update set role = excluded.role`,
      [userId, clientId, role],
    )
  }

  async function make(change: Step): Promise<void> {
    switch (change.kind) {
      case 'add': {
        const parent = client(change.under)
        if (!fits(change.type, parent.type) || parent.archived) return
        const id = randomUUID()
        world.clients.set(id, { id, type: change.type, parentId: parent.id, archived: false })
        await admin.query('insert into clients (id, name, slug, type, parent_id) values ($1, $2, $2, $3, $4)', [
          id,
          `node-${id}`,
          change.type,
          parent.id,
        ])
        return fill([id])
      }
      case 'grant':
        // The first person stays an owner of the root: a client keeps one.
        return grant(people[1 + (change.person % 3)] ?? '', client(change.client).id, change.role)
      case 'take': {
        const ended = world.memberships[1 + (change.membership % world.memberships.length)]
        if (!ended) return
        world.memberships.splice(world.memberships.indexOf(ended), 1)
        await admin.query('delete from memberships where user_id = $1 and client_id = $2', [
          ended.userId,
          ended.clientId,
        ])
        return
      }
      case 'key': {
        const key = { id: randomUUID(), clientId: client(change.client).id, scopes: change.scopes, life: change.life }
        world.keys.set(key.id, key)
        await admin.query(
          `insert into api_keys (id, client_id, name, key_id, hash, scopes, expires_at, revoked_at)
           values ($1, $2, 'Some', $6, $3, $4,
             case $5 when 'ends later' then now() + interval '1 day' when 'ended' then now() - interval '1 second' end,
             case $5 when 'revoked' then now() end)`,
          [key.id, key.clientId, '0'.repeat(64), key.scopes, key.life, key.id.slice(-12)],
        )
        return
      }
      case 'revoke': {
        if (world.keys.size === 0) return
        const key = pick(world.keys.values(), change.key)
        if (key.life !== 'revoked') await admin.query('update api_keys set revoked_at = now() where id = $1', [key.id])
        key.life = 'revoked'
        return
      }
      case 'move': {
        // Half of them could take place: the others may name anything.
        const all = [...world.clients.values()]
        const movable = all.filter(({ type }) => !change.fitting || type === 'customer' || type === 'direct')
        const open = all.filter(({ type }) => !change.fitting || type === 'root' || type === 'agency')
        const [moving, place] = [[...new Set(change.nodes.map((n) => pick(movable, n)))], pick(open, change.under)]
        const actor = pick(actors(), change.by)
        const may =
          actor !== null &&
          isAdmin(actor, place.id) &&
          moving.every((node) => isAdmin(actor, node.id) && isAdmin(actor, node.parentId))
        const expected =
          may &&
          moving.every(({ type }) => type === 'customer' || type === 'direct') &&
          (place.type === 'root' || place.type === 'agency') &&
          (!place.archived || moving.every(({ parentId }) => parentId === place.id))
        const moved = await tries(actor, 'select app.move_clients($1, $2)', [moving.map(({ id }) => id), place.id])
        expect([change, moved]).toEqual([change, expected])
        if (moved) taken++
        for (const node of moved ? moving : []) {
          node.parentId = place.id
          node.type = place.type === 'root' ? 'direct' : 'customer'
        }
        return
      }
      case 'archive': {
        const [node, actor] = [client(change.client), pick(actors(), change.by)]
        const expected = actor !== null && isAdmin(actor, node.parentId)
        const done = await tries(actor, 'select app.archive_client($1, $2)', [node.id, change.archive])
        expect([change, done]).toEqual([change, expected])
        if (!done) return
        taken++
        node.archived = change.archive
      }
    }
  }

  /** People, keys, some clients, and those who are nobody. */
  function actors(): (ModelActor | null)[] {
    return [
      ...people.map((id) => ({ kind: 'user' as const, id })),
      ...[...world.keys.keys()].map((id) => ({ kind: 'key' as const, id })),
      ...[...world.clients.keys()].slice(-3).map((id) => ({ kind: 'client' as const, id })),
      // Ids of one kind are nothing as another.
      { kind: 'key', id: people[0] ?? '' },
      { kind: 'user', id: root },
      { kind: 'client', id: people[0] ?? '' },
      { kind: 'visitor', id: nil },
      null,
    ]
  }

  /** Compares everything that an actor is shown with what the model says. */
  async function look(actor: ModelActor | null): Promise<void> {
    looks++
    await become(actor)
    const { rows: seen } = await admin.query<Record<string, unknown>>(
      `select ${memberRoles.map((role) => `array(select v from unnest(app.visible_clients('${role}')) v where v = any ($1) order by 1) as "as ${role}"`).join(', ')},
         (select json_object_agg(c, app.role_on(c)) from unnest($1::uuid[]) c) as roles,
         (select coalesce(json_object_agg(client_id, json_build_array(role, archived)), '{}') from app.client_roles()) as told,
         ${Object.keys(readersOf)
           .map(
             (table) =>
               `array(select distinct ${table === 'clients' ? 'id' : 'client_id'} from ${table} order by 1) as ${table}`,
           )
           .join(', ')},
         array(select ancestor_id || ' ' || descendant_id from client_closure order by 1) as client_closure,
         array(select id from users) as users`,
      [[...world.clients.keys()]],
    )
    await become('superuser')
    expect({ actor: write(actor), ...seen[0] }).toEqual(model(actor))
  }

  function model(actor: ModelActor | null): Record<string, unknown> {
    const ids = [...world.clients.keys()]
    const visible = clientsOf(world, actor, 'viewer')
    const tables = Object.entries(readersOf).map(([table, needed]): [string, string[]] => {
      const own = ownRows(actor, table)
      return [table, [...new Set([...clientsOf(world, actor, needed), ...own])].sort()]
    })
    return {
      actor: write(actor),
      ...Object.fromEntries(memberRoles.map((role) => [`as ${role}`, clientsOf(world, actor, role)])),
      roles: Object.fromEntries(ids.map((id) => [id, roleOn(world, actor, id)])),
      told: Object.fromEntries(visible.map((id) => [id, [roleOn(world, actor, id), isArchived(world, id)]])),
      ...Object.fromEntries(tables),
      client_closure: visible
        .flatMap((id) => lineage(world, id).flatMap((above) => (visible.includes(above) ? [`${above} ${id}`] : [])))
        .sort(),
      users: actor?.kind === 'user' && people.includes(actor.id) ? [actor.id] : [],
    }
  }

  /** One's own memberships, and the row of the acting key, whatever the role. */
  function ownRows(actor: ModelActor | null, table: string): string[] {
    if (table === 'memberships' && actor?.kind === 'user')
      return world.memberships.filter(({ userId }) => userId === actor.id).map(({ clientId }) => clientId)
    const key = table === 'api_keys' && actor?.kind === 'key' ? world.keys.get(actor.id) : undefined
    return key ? [key.clientId] : []
  }

  return { make, look, actors }
}

/** From here on the transaction is somebody's, as the services would have it; or the test's again. */
async function become(actor: ModelActor | null | 'superuser'): Promise<void> {
  const [role, text] = actor === 'superuser' ? ['none', ''] : ['hg_content_app', write(actor)]
  await admin.query(`select set_config('role', $1, true), set_config('app.actor', $2, true)`, [role, text])
}

/** Tries a call as somebody; false when the roles or the tree refuse it. */
async function tries(actor: ModelActor | null, sql: string, values: unknown[]): Promise<boolean> {
  await admin.query('savepoint change')
  await become(actor)
  try {
    await admin.query(sql, values)
    return true
  } catch (error) {
    if (!['23514', '42501'].includes((error as { code?: string }).code ?? '')) throw error
    await admin.query('rollback to savepoint change')
    return false
  } finally {
    await become('superuser')
  }
}

/** A row of every kind for these clients. */
async function fill(clients: string[]): Promise<void> {
  const statements = [
    `insert into jobs (client_id, content_type, prompt, created_by) select c, 'article', 'Some', 'stage' from unnest($1::uuid[]) c`,
    `insert into idempotency_keys (client_id, key, body_hash, job_id, response)
     select client_id, 'some', repeat('0', 64), id, '{}' from jobs where client_id = any ($1)`,
    `insert into strategies (client_id, name, content_type, configuration) select c, 'Some', 'faq', '{}' from unnest($1::uuid[]) c`,
    `insert into content_templates (client_id, name, content_types, body) select c, 'Some', '{faq}', '{}' from unnest($1::uuid[]) c`,
    `insert into retention_policies (client_id, kind, days) select c, 'content', 90 from unnest($1::uuid[]) c`,
    `insert into budgets (client_id, hard_usd) select c, 100 from unnest($1::uuid[]) c on conflict do nothing`,
    `insert into usage_daily (client_id, day, provider, model, content_type) select c, '2026-01-01', 'openai', 'any', 'faq' from unnest($1::uuid[]) c`,
    `insert into budget_months (client_id, month, spent_usd) select c, '2026-01-01', 1 from unnest($1::uuid[]) c`,
    `insert into budget_reservations (job_id, client_id, remaining_usd) select id, client_id, 1 from jobs where client_id = any ($1)
     on conflict do nothing`,
    `insert into purge_runs (client_id, kind, removed, cutoff) select c, 'content', 1, now() from unnest($1::uuid[]) c`,
    `insert into invites (client_id, email, role, token_hash, expires_at)
     select c, 'some@stage.example', 'viewer', md5(c::text) || md5(c::text), now() from unnest($1::uuid[]) c`,
    // Somebody else's key and role at each client, so that those who may read such rows have some to read.
    `insert into api_keys (client_id, name, key_id, hash, scopes)
     select c, 'Other', substr(md5(c::text), 1, 12), repeat('0', 64), '{content:read}' from unnest($1::uuid[]) c`,
    `with other as (
       insert into users (email, name, password_hash) select c || '@other.example', 'Other', 'none' from unnest($1::uuid[]) c
       returning id, email)
     insert into memberships (user_id, client_id, role) select id, split_part(email, '@', 1)::uuid, 'viewer' from other`,
  ]
  for (const statement of statements) await admin.query(statement, [clients])
}
