import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
let admin: Client
let clientId: string

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new Client(database.adminUrl)
  await admin.connect()
  clientId = (await one<{ id: string }>(`select id from clients where slug = 'pasco-scientific'`)).id
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

async function one<T extends object>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await admin.query<T>(sql, values)
  if (!rows[0]) throw new Error(`no row: ${sql}`)
  return rows[0]
}

/** Milliseconds since 1970, up to the year 2200. */
const moment = fc.integer({ min: 0, max: 7_258_118_400_000 }).map((ms) => new Date(ms))

describe('an id', () => {
  it('is a UUID of version 7 that tells its time to the millisecond', async () => {
    await fc.assert(
      fc.asyncProperty(moment, async (at) => {
        const { id, time } = await one<{ id: string; time: Date }>(
          'select t.id, app.uuid_time(t.id) as time from (select app.uuid_v7($1) as id) t',
          [at],
        )
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(time).toEqual(at)
      }),
      { numRuns: 50 },
    )
  })

  it('is never below the floor of its moment, and always below that of the next millisecond', async () => {
    await fc.assert(
      fc.asyncProperty(moment, fc.integer({ min: 0, max: 999 }), async (at, micros) => {
        const { between, floor_time } = await one<{ between: boolean; floor_time: Date }>(
          `select app.uuid_v7(t) >= app.uuid_floor(t) and app.uuid_v7(t) < app.uuid_floor(t + interval '1 millisecond') as between,
             app.uuid_time(app.uuid_floor(t)) as floor_time
           from (select $1::timestamptz + make_interval(secs => $2 / 1000000.0) as t) moments`,
          [at, micros],
        )
        expect(between).toBe(true)
        expect(floor_time).toEqual(at)
      }),
      { numRuns: 100 },
    )
  })

  it('made later by the same server sorts later', async () => {
    const { rows } = await admin.query<{ id: string }>('select app.uuid_v7() as id from generate_series(1, 500)')
    // Two of the same microsecond are in no order; the first 64 bits carry the time.
    const times = rows.map((row) => row.id.slice(0, 18))
    expect([...times].sort()).toEqual(times)
  })

  it('of a job says when it was created', async () => {
    const { created_at, time } = await one<{ created_at: Date; time: Date }>(
      `insert into jobs (client_id, content_type, prompt, created_by) values ($1, 'article', 'x', 'test')
       returning created_at, app.uuid_time(id) as time`,
      [clientId],
    )
    expect(created_at).toEqual(time)
    const set = `insert into jobs (client_id, content_type, prompt, created_by, created_at) values ($1, 'article', 'x', 'x', now())`
    await expect(admin.query(set, [clientId])).rejects.toMatchObject({ code: '428C9' })
  })
})

const addJob = (at: string) =>
  one<{ id: string; place: string }>(
    `insert into jobs (id, client_id, content_type, prompt, created_by)
     values (app.uuid_v7(${at}), $1, 'article', 'x', 'test') returning id, tableoid::regclass::text as place`,
    [clientId],
  )
const outcomes = async (ahead: number) => {
  const { rows } = await admin.query<{ partition: string; outcome: string }>('select * from app.make_partitions($1)', [
    ahead,
  ])
  return rows
}
const month = async (offset: number) =>
  (
    await one<{ name: string }>(
      `select to_char(date_trunc('month', now() at time zone 'UTC') + make_interval(months => $1), '"p"YYYY"_"MM') as name`,
      [offset],
    )
  ).name

describe('partitions', () => {
  it('are there for this month and three more, for jobs and their events', async () => {
    const rows = await outcomes(3)
    expect(rows).toHaveLength(8)
    expect(new Set(rows.map((row) => row.outcome))).toEqual(new Set(['exists']))
  })

  it('are made once, however often they are asked for', async () => {
    await admin.query('begin')
    const first = await outcomes(5)
    const second = await outcomes(5)
    await admin.query('rollback')
    expect(first.filter((row) => row.outcome === 'created').map((row) => row.partition)).toEqual([
      `jobs_${await month(4)}`,
      `jobs_${await month(5)}`,
      `job_events_${await month(4)}`,
      `job_events_${await month(5)}`,
    ])
    expect(new Set(second.map((row) => row.outcome))).toEqual(new Set(['exists']))
  })

  it('are made by the services, with security on and no grant', async () => {
    const app = new Client(database.directUrl)
    await app.connect()
    await app.query('begin')
    await app.query('select app.make_partitions(4)')
    const { rows } = await app.query(
      `select relrowsecurity and relforcerowsecurity as forced, relacl as grants, relowner::regrole::text as owner
       from pg_class where relname in ('jobs_' || $1, 'job_events_' || $1)`,
      [await month(4)],
    )
    await app.query('rollback')
    await app.end()
    expect(rows).toEqual(Array(2).fill({ forced: true, grants: null, owner: 'hg_content_owner' }))
  })

  it('refuse to be made for centuries ahead', async () => {
    await expect(admin.query('select app.make_partitions(25)')).rejects.toMatchObject({ code: '22023' })
    await expect(admin.query('select app.make_partitions(-1)')).rejects.toMatchObject({ code: '22023' })
  })

  it('take rows by the month of their id, to the first and the last millisecond in UTC', async () => {
    await admin.query('begin')
    await admin.query(`set local time zone 'Pacific/Kiritimati'`)
    const start = `date_trunc('month', now(), 'UTC')`
    const next = `${start} + interval '1 month'`
    const first = await addJob(start)
    const last = await addJob(`date_trunc('month', now() + interval '40 days', 'UTC') - interval '1 microsecond'`)
    expect(first.place).toBe(`jobs_${await month(0)}`)
    expect(last.place).toMatch(/^jobs_p\d{4}_\d{2}$/)
    const { rows } = await admin.query<{ place: string }>(
      `insert into jobs (id, client_id, content_type, prompt, created_by)
       select id, $1, 'article', 'x', 'test' from unnest(array[app.uuid_floor(${next}), app.uuid_v7(${next} - interval '1 microsecond')]) id
       returning tableoid::regclass::text as place`,
      [clientId],
    )
    await admin.query('rollback')
    expect(rows.map((row) => row.place)).toEqual([`jobs_${await month(1)}`, `jobs_${await month(0)}`])
  })

  it('have a net below them: a row of a month that nobody made is kept, and its month is then reported as blocked', async () => {
    await admin.query('begin')
    const { id, place } = await addJob(`now() + interval '5 months'`)
    expect(place).toBe('jobs_default')
    expect(await one('select status from jobs where id = $1', [id])).toEqual({ status: 'pending' })
    const blocked = (await outcomes(6)).filter((row) => row.outcome === 'blocked')
    await admin.query('rollback')
    expect(blocked.map((row) => row.partition)).toEqual([`jobs_${await month(5)}`])
  })

  it('are pruned by the id alone', async () => {
    const { rows } = await admin.query<{ 'QUERY PLAN': string }>(
      `explain (costs off) select * from jobs where id = '${(await addJob('now()')).id}'`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan.match(/on jobs_p/g)).toHaveLength(1)
    expect(plan).not.toContain('jobs_default')
  })
})
