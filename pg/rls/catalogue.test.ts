import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definers, findHoles, type Hole, holes, list, wholeTables } from './catalogue.ts'
import { readMatrix } from './read-matrix.ts'

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

/** Runs `work` and takes back whatever it did. */
async function takenBack<T>(work: () => Promise<T>): Promise<T> {
  await admin.query('begin')
  try {
    return await work()
  } finally {
    await admin.query('rollback')
  }
}

describe('the catalogue', () => {
  it('has no hole', async () => {
    expect(await findHoles(admin)).toEqual({})
  })

  it('has no hole in partitions that are made later', async () => {
    await takenBack(async () => {
      await admin.query('set local role hg_content_app')
      const { rows } = await admin.query<{ outcome: string }>('select outcome from app.make_partitions(24)')
      await admin.query('reset role')
      expect(rows.filter(({ outcome }) => outcome === 'created').length).toBeGreaterThan(30)
      expect(await findHoles(admin)).toEqual({})
    })
  })

  it('has every table in the role matrix', async () => {
    const { tables: listed } = await readMatrix()
    const defaults = ['job_events_default', 'jobs_default']
    expect([...listed].sort()).toEqual([...(await list(admin, wholeTables)), ...defaults].sort())
  })

  it('has every function that looks across tenants in the role matrix', async () => {
    const { functions } = await readMatrix()
    expect([...functions].sort()).toEqual(await list(admin, definers))
  })

  it('gives the services a login that can neither bypass security nor own or create anything of the product', async () => {
    const { rows } = await admin.query(
      `select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as mighty
       from pg_roles where rolname like 'hg_content_%' order by rolname`,
    )
    expect(rows).toEqual([
      { rolname: 'hg_content_app', rolcanlogin: true, mighty: false },
      { rolname: 'hg_content_owner', rolcanlogin: false, mighty: false },
      { rolname: 'hg_content_rls', rolcanlogin: false, mighty: false },
    ])
    const creates = `select n.nspname from pg_namespace n
      where n.nspname in ('public', 'app') and has_schema_privilege('hg_content_app', n.oid, 'create')`
    expect(await list(admin, creates)).toEqual([])
    const memberOf = `select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where m.member = 'hg_content_app'::regrole`
    expect(await list(admin, memberOf)).toEqual([])
  })
})

/** For each hole, what makes it and whom it must name. */
const made: Record<Hole, [sql: string, offender: string][]> = {
  'a table or partition without row-level security': [
    ['alter table jobs disable row level security', 'jobs'],
    ['alter table jobs_default disable row level security', 'jobs_default'],
    ['create table app.more (client_id uuid)', 'more'],
    ['create schema other create table more (client_id uuid)', 'more'],
    [
      `create table jobs_later partition of jobs
        for values from ('ffffffff-0000-7000-8000-000000000000') to ('ffffffff-ffff-7000-8000-000000000000')`,
      'jobs_later',
    ],
  ],
  'a table or partition whose owner is not bound by it': [
    ['alter table strategies no force row level security', 'strategies'],
    ['alter table job_events_default no force row level security', 'job_events_default'],
  ],
  'a table without any policy': [
    [
      `create table more (client_id uuid); alter table more enable row level security, force row level security`,
      'more',
    ],
  ],
  'a command that the services are granted, and no policy bounds': [
    ['drop policy jobs_select on jobs', 'jobs SELECT'],
    ['grant delete on charges to hg_content_app', 'charges DELETE'],
    ['grant update (removed) on purge_runs to hg_content_app', 'purge_runs UPDATE'],
    ['drop policy users_update on users', 'users UPDATE'],
  ],
  'a policy that lets the services do anything': [
    ['create policy more on jobs for select to hg_content_app using (true)', 'more'],
    ['alter policy jobs_insert on jobs with check (true)', 'jobs_insert'],
  ],
  'a policy for everybody, or for a role that is not ours': [
    [`create policy more on jobs for select using (app.actor() is not null)`, 'more'],
    ['create policy more on jobs for select to pg_monitor using (true)', 'more'],
  ],
  'a policy for writing that does not say what may be written': [
    [`create policy more on jobs for update to hg_content_app using (app.actor() is null)`, 'more'],
  ],
  'a policy for the services on a partition': [
    ['create policy more on jobs_default for select to hg_content_app using (false)', 'more'],
  ],
  'a grant to the services on a partition': [
    ['grant select on jobs_default to hg_content_app', 'jobs_default'],
    ['grant select (id) on jobs_default to hg_content_app', 'jobs_default'],
  ],
  'a grant of TRUNCATE, REFERENCES or TRIGGER': [
    ['grant truncate on jobs to hg_content_app', 'jobs TRUNCATE'],
    ['grant references (id) on clients to hg_content_app', 'clients REFERENCES'],
    ['grant trigger on users to hg_content_rls', 'users TRIGGER'],
  ],
  'a grant to everybody': [
    ['grant select on prices to public', 'prices SELECT'],
    ['grant select (id) on users to public', 'users SELECT'],
  ],
  'a view with the rights of its owner': [
    ['create view more as select id from jobs', 'more'],
    ['create view more with (security_invoker = false) as select id from jobs', 'more'],
    ['create view app.more with (security_barrier) as select id from jobs', 'more'],
  ],
  'a materialised view': [['create materialized view more as select id from jobs', 'more']],
  'a rule that rewrites a table’s statements': [
    ['create rule more as on insert to charges do also notify more', 'more'],
  ],
  'a table that is not the product’s': [['alter table jobs owner to hg_content_rls', 'jobs']],
  'a function with the rights of its owner and a loose search path': [
    ['create function more() returns int language sql security definer as $$select 1$$', 'more()'],
    ['alter function app.role_on(uuid) set search_path = public', 'app.role_on(uuid)'],
    ['alter function app.role_on(uuid) reset search_path', 'app.role_on(uuid)'],
    [
      'create schema other; create function other.more() returns int language sql security definer as $$select 1$$',
      'other.more()',
    ],
  ],
  'a function with the rights of somebody mighty': [
    ['alter function app.role_on(uuid) owner to postgres', 'app.role_on(uuid)'],
  ],
  'a reference from one tenant’s row to another’s': [
    ['alter table jobs add constraint more foreign key (strategy_id) references strategies (id)', 'more'],
  ],
}

describe('a hole', () => {
  for (const [hole, ways] of Object.entries(made) as [Hole, [string, string][]][]) {
    it.each(ways)(`is found: ${hole}, made by: %s`, async (sql, offender) => {
      await takenBack(async () => {
        await admin.query(sql)
        expect(await list(admin, holes[hole])).toContain(offender)
      })
    })
  }

  it('is none where a view asks as whoever looks', async () => {
    await takenBack(async () => {
      await admin.query('create view more with (security_invoker = true) as select id from jobs')
      await admin.query('alter view more owner to hg_content_owner')
      expect(await findHoles(admin)).toEqual({})
    })
  })
})
