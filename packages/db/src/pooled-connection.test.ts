import { type Actor, createLogger } from '@hg/runtime'
import { createTestDatabase, startTestPgbouncer, type TestDatabase, type TestPgbouncer, withClient } from '@hg/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database, type Queryable, withTenant } from './index.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
const tenants = 50
const rounds = 8
let target: TestDatabase
let pgbouncer: TestPgbouncer
let processes: Database[]
let people: { clientId: string; actor: Actor }[]
let strays = 0

beforeAll(async () => {
  target = await createTestDatabase()
  pgbouncer = await startTestPgbouncer({ poolSize: 1 })
  const url = pgbouncer.urlOf(target)
  // As many processes as tenants would have, each with one connection, and all of them over one of PostgreSQL's.
  processes = Array.from({ length: 10 }, () =>
    createDatabase({ url, max: 1, applicationName: 'pool', logger, connectTimeoutMs: 60_000 }),
  )
  people = await withClient(target.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ id: string; client_id: string }>(
      `with client as (
         insert into clients (name, slug, type, parent_id)
         select 'Tenant', 'tenant-' || n, 'direct', r.id from generate_series(1, $1::int) n, clients r where r.type = 'root'
         returning id),
       person as (
         insert into users (email, name, password_hash) select id || '@pool.example', 'Person', 'none' from client
         returning id, split_part(email, '@', 1)::uuid as client_id)
       select id, client_id from person`,
      [tenants],
    )
    await admin.query(
      `insert into memberships (user_id, client_id, role)
       select id, split_part(email, '@', 1)::uuid, 'owner' from users where email like '%@pool.example'`,
    )
    await admin.query(
      `insert into jobs (client_id, content_type, prompt, created_by)
       select id, 'article', 'Theirs', 'pool' from clients, generate_series(1, 3) where slug like 'tenant-%'`,
    )
    await admin.query(
      `insert into strategies (client_id, name, content_type, configuration)
       select id, 'Theirs', 'faq', '{}' from clients where slug like 'tenant-%'`,
    )
    return rows.map(({ id, client_id }) => ({ clientId: client_id, actor: { kind: 'user' as const, id } }))
  })
})

afterAll(async () => {
  await Promise.all(processes.map((one) => one.close()))
  await pgbouncer.stop()
  await target.drop()
  process.stdout.write(
    `${tenants * rounds} tenant transactions and ${strays} statements without one, over one connection\n`,
  )
})

/** Whose rows a connection shows, of every kind that was staged. */
async function owners(tx: Queryable): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from clients union all select client_id from jobs union all select client_id from strategies
    union all select client_id from memberships union all select descendant_id from client_closure`.execute(tx)
  return rows.map(({ id }) => id)
}

const onPurpose = 'on purpose'

/** Ways for a transaction to go, each of which looks at what is there first. */
const ways: ((tx: Queryable, pid: () => Promise<number>) => Promise<void>)[] = [
  () => Promise.resolve(),
  () => Promise.reject(new Error(onPurpose)),
  // The statement fails and aborts the transaction.
  async (tx) => void (await sql`select 1 / 0`.execute(tx)),
  // It fails, nobody minds, and the transaction is found aborted at its end.
  async (tx) => void (await sql`select 1 / 0`.execute(tx).catch(() => undefined)),
  async (tx) => {
    await sql`savepoint one`.execute(tx)
    await sql`select no_such_column from jobs`.execute(tx).catch(() => undefined)
    await sql`rollback to savepoint one`.execute(tx)
  },
  // What a policy refuses.
  async (tx) => void (await sql`insert into charges default values`.execute(tx)),
  async (tx) =>
    void (await sql`set local statement_timeout = 1`.execute(tx), await sql`select pg_sleep(1)`.execute(tx)),
  // The connection is cut in the middle of the transaction.
  async (tx, pid) => {
    const id = await pid()
    await withClient(target.adminUrl, (admin) => admin.query('select pg_terminate_backend($1)', [id]))
    await sql`select 1`.execute(tx)
  },
]

describe('one connection of PostgreSQL behind PgBouncer', () => {
  it('shows fifty tenants, all at once, their own rows and no others, whatever becomes of the transactions', async () => {
    const work = people.map(async ({ clientId, actor }, tenant) => {
      const db = processes[tenant % processes.length] as Database
      const wrong: string[] = []
      let seen = 0
      for (let round = 0; round < rounds; round++) {
        const way = ways[(tenant * 7 + round * 5) % ways.length]
        await withTenant(db, actor, async (tx) => {
          const found = await owners(tx)
          seen += found.length
          wrong.push(...found.filter((id) => id !== clientId))
          await way?.(tx, async () => {
            const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
            return rows[0]?.pid ?? 0
          })
          // Still the same tenant's after whatever went wrong, where anything can still be asked.
          wrong.push(...(await owners(tx).catch(() => [])).filter((id) => id !== clientId))
        }).catch((error: unknown) => {
          // Errors are the transactions' own, and those of neighbours whose one connection was cut.
          expect(error).toBeInstanceOf(Error)
        })
        // Between two transactions the connection is nobody's.
        wrong.push(...(await owners(db.kysely).catch(() => [])))
        strays++
      }
      return { wrong, seen }
    })
    const results = await Promise.all(work)
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
    // Every tenant did see its rows: a client, three jobs, a strategy, a role and its place in the tree.
    expect(results.filter(({ seen }) => seen < 7)).toEqual([])
  })

  it('is one', async () => {
    const pids = await Promise.all(
      people.slice(0, 10).map(({ actor }, tenant) =>
        withTenant(processes[tenant] as Database, actor, async (tx) => {
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
          return rows[0]?.pid
        }),
      ),
    )
    expect(new Set(pids).size).toBe(1)
  })
})
