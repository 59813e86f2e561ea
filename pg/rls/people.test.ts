import { createTestDatabase, type TestDatabase, waitFor } from '@hg/testkit'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptAll, createAttempt } from './attempt.ts'
import { relationOf, setStage, type Stage, type StagedClient } from './stage.ts'

let database: TestDatabase
let admin: Client
let app: Client
let other: Client
let stage: Stage

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  app = new Client(database.directUrl)
  other = new Client(database.directUrl)
  await Promise.all([admin.connect(), app.connect(), other.connect()])
  stage = await setStage(admin)
  await createAttempt(admin)
})
afterAll(async () => {
  await Promise.all([admin.end(), app.end(), other.end()])
  await database.drop()
})

const roles = ['viewer', 'member', 'admin', 'owner'] as const
type Role = (typeof roles)[number]
const strength = (role: Role) => roles.indexOf(role)

/** Who may touch whose role, as the product means it: admins and owners, on their client and below, up to their own role. */
function mayTouch(actor: Role, onTheirLine: boolean, ...touched: Role[]): boolean {
  return (
    onTheirLine && strength(actor) >= strength('admin') && touched.every((role) => strength(role) <= strength(actor))
  )
}

async function addPerson(role: Role, clientId: string): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `insert into users (email, name, password_hash) values ($1, 'Person', 'none') returning id`,
    [`${randomUUID()}@stage.example`],
  )
  const id = rows[0]?.id ?? ''
  await admin.query('insert into memberships (user_id, client_id, role) values ($1, $2, $3)', [id, clientId, role])
  return id
}

/** A direct client under the root, with its owners; the root's own owners are taken away by `without`. */
async function addClient(slug: string): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `insert into clients (name, slug, type, parent_id) select 'New', $1, 'agency', id from clients where type = 'root' returning id`,
    [slug],
  )
  return rows[0]?.id ?? ''
}

/** Runs `work` while nobody owns the root. */
async function withoutRootOwners(work: () => Promise<void>): Promise<void> {
  const root = `client_id = (select id from clients where type = 'root') and role = 'owner'`
  const { rows } = await admin.query<{ user_id: string; client_id: string }>(`select * from memberships where ${root}`)
  await admin.query('alter table memberships disable trigger user')
  await admin.query(`delete from memberships where ${root}`)
  await admin.query('alter table memberships enable trigger user')
  try {
    await work()
  } finally {
    for (const row of rows) {
      await admin.query(`insert into memberships (user_id, client_id, role) values ($1, $2, 'owner')`, [
        row.user_id,
        row.client_id,
      ])
    }
  }
}

const leave = (person: string, client: string) =>
  `delete from memberships where user_id = '${person}' and client_id = '${client}'`

async function begin(connection: Client, person: string): Promise<void> {
  await connection.query('begin')
  await connection.query(`select set_config('app.actor', $1, true)`, [`user:${person}`])
}

describe('a role', () => {
  const bySlug = (slug: string) => stage.clients.find((client) => client.slug === slug) as StagedClient
  let ran = 0
  afterAll(() => {
    process.stdout.write(`${ran} cases of who may touch whose role\n`)
  })

  for (const place of ['hg-content', 'heaviside-digital', 'cincinnati-electrician']) {
    for (const actor of roles) {
      it(`is granted, changed and taken by ${actor} of ${place} up to their own, and no further`, async () => {
        const own = bySlug(place)
        const wrong: string[] = []
        for (const client of stage.clients) {
          const onTheirLine = ['own', 'child'].includes(relationOf(own, client))
          const cases: { what: string; statement: string; allowed: boolean }[] = []
          for (const held of roles) {
            const person = await addPerson(held, client.id)
            const row = `user_id = '${person}' and client_id = '${client.id}'`
            const taken = mayTouch(actor, onTheirLine, held)
            cases.push({ what: `remove ${held}`, statement: `delete from memberships where ${row}`, allowed: taken })
            for (const given of roles) {
              cases.push({
                what: `make ${held} ${given}`,
                statement: `update memberships set role = '${given}' where ${row}`,
                allowed: mayTouch(actor, onTheirLine, held, given),
              })
            }
            cases.push({
              what: `invite ${held}`,
              statement: `insert into invites (client_id, email, role, token_hash, expires_at)
                values ('${client.id}', 'new@stage.example', '${held}', '${'1'.repeat(64)}', now())`,
              allowed: taken,
            })
          }
          const statements = cases.map(({ statement }) => statement)
          const outcomes = await attemptAll(app, stage.actor(own, actor), statements)
          ran += cases.length
          cases.forEach(({ what, allowed }, index) => {
            const outcome = outcomes[index] ?? ''
            if (allowed ? outcome !== 'allow' : !/^(none|deny )/.test(outcome))
              wrong.push(`${what} of ${client.slug}: ${outcome}`)
          })
        }
        expect(wrong).toEqual([])
      })
    }
  }

  it('is given up by whoever holds it, whatever it is', async () => {
    const client = bySlug('pasco-scientific').id
    for (const role of roles) {
      const person = await addPerson(role, client)
      expect(await attemptAll(app, `user:${person}`, [leave(person, client)])).toEqual(['allow'])
    }
  })

  it('is never given directly, not even by an owner to themselves', async () => {
    const client = bySlug('pasco-scientific')
    const person = await addPerson('owner', client.id)
    const statement = `insert into memberships (user_id, client_id, role) values ('${person}', '${bySlug('ohio-paving').id}', 'viewer')`
    expect(await attemptAll(app, `user:${person}`, [statement])).toEqual(['deny memberships'])
  })
})

describe('the last owner', () => {
  const refused = /^23514 a client keeps an owner/

  it('stays while nobody above owns the client, however they would go', async () => {
    const client = await addClient('owner-test-1')
    const owner = await addPerson('owner', client)
    await addPerson('admin', client)
    const goings = [
      leave(owner, client),
      `update memberships set role = 'admin' where user_id = '${owner}' and client_id = '${client}'`,
    ]
    await withoutRootOwners(async () => {
      for (const outcome of await attemptAll(app, `user:${owner}`, goings)) expect(outcome).toMatch(refused)
      await expect(admin.query('delete from users where id = $1', [owner])).rejects.toThrow(/keeps an owner/)
    })
    expect(await attemptAll(app, `user:${owner}`, goings)).toEqual(['allow', 'allow'])
  })

  it('goes with the client', async () => {
    const client = await addClient('owner-test-2')
    await addPerson('owner', client)
    await withoutRootOwners(async () => {
      await admin.query('delete from client_slugs where client_id = $1', [client])
      expect((await admin.query('delete from clients where id = $1', [client])).rowCount).toBe(1)
    })
  })

  it('is one of two who leave in the same moment', async () => {
    const client = await addClient('owner-test-3')
    const [first, second] = [await addPerson('owner', client), await addPerson('owner', client)]
    await withoutRootOwners(async () => {
      await begin(app, first)
      await app.query(leave(first, client))
      await begin(other, second)
      const late = other.query(leave(second, client)).then(
        () => 'left',
        (error: Error) => error.message,
      )
      const waits = `select from pg_locks where locktype = 'advisory' and not granted`
      await waitFor(async () => ((await admin.query(waits)).rowCount ?? 0) > 0, { what: 'the second one waiting' })
      await app.query('commit')
      expect(await late).toBe('a client keeps an owner, on itself or above it')
      await other.query('rollback')
      const { rows } = await admin.query('select user_id from memberships where client_id = $1', [client])
      expect(rows).toEqual([{ user_id: second }])
    })
  })

  it('is not an obstacle to the other one when the first changed their mind', async () => {
    const client = await addClient('owner-test-4')
    const [first, second] = [await addPerson('owner', client), await addPerson('owner', client)]
    await withoutRootOwners(async () => {
      await begin(app, first)
      await app.query(leave(first, client))
      await begin(other, second)
      const late = other.query(leave(second, client))
      await app.query('rollback')
      expect((await late).rowCount).toBe(1)
      await other.query('commit')
    })
  })
})
