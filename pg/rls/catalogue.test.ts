import { createTestDatabase, type TestDatabase } from '@hg/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

/** The first column of a query, in order. */
async function list(sql: string): Promise<string[]> {
  const { rows } = await admin.query<[string]>({ text: sql, rowMode: 'array' })
  return rows.map(([first]) => first).sort()
}

/** Tables and partitions of the product; the migrations' own list and the queue's tables are not tenant data. */
const tables = `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'pgmigrations'`

/** The same for every tenant. */
const reference = ['models', 'prices']

describe('the catalogue', () => {
  it('has row-level security on every table with tenant data, partitions included, for the owner too', async () => {
    const open = await list(`select c.relname ${tables} and not (c.relrowsecurity and c.relforcerowsecurity)`)
    expect(open).toEqual(reference)
  })

  it('has every table in the role matrix', async () => {
    const { tables: listed } = await readMatrix()
    const defaults = ['job_events_default', 'jobs_default']
    expect([...listed].sort()).toEqual(
      [...(await list(`select c.relname ${tables} and not c.relispartition`)), ...defaults].sort(),
    )
  })

  it('has every function that looks across tenants in the role matrix', async () => {
    const { functions } = await readMatrix()
    const definers = await list(`
      select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname = 'app' and p.prorettype <> 'trigger'::regtype`)
    expect([...functions].sort()).toEqual(definers)
  })

  it('grants the services nothing on partitions, and nobody TRUNCATE, REFERENCES or TRIGGER anywhere', async () => {
    const grants = (condition: string) =>
      list(`select distinct c.relname || ' ' || a.privilege_type || ' ' || a.grantee::regrole
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        cross join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
        where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and a.grantee <> c.relowner and ${condition}`)
    expect(await grants('c.relispartition')).toEqual([])
    expect(await grants(`a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`)).toEqual([])
    expect(await grants('a.grantee = 0')).toEqual([])
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
    expect(await list(`select c.relname ${tables} and c.relowner <> 'hg_content_owner'::regrole`)).toEqual([])
    const creates = `select n.nspname from pg_namespace n
      where n.nspname in ('public', 'app') and has_schema_privilege('hg_content_app', n.oid, 'create')`
    expect(await list(creates)).toEqual([])
    const memberOf = `select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where m.member = 'hg_content_app'::regrole`
    expect(await list(memberOf)).toEqual([])
  })

  // An empty path would not do: temporary types and tables are searched first wherever pg_temp is not listed.
  it('pins the search path of every function that runs as its owner, with temporary objects last', async () => {
    const loose = await list(`
      select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname in ('public', 'app')
        and not exists (select from unnest(p.proconfig) s where s = 'search_path=pg_catalog, pg_temp')`)
    expect(loose).toEqual([])
  })

  it('checks what the services write: every policy for writing says so itself', async () => {
    const unchecked = await list(`
      select polname from pg_policy
      where 'hg_content_app'::regrole = any (polroles) and polcmd in ('a', 'w', '*') and polwithcheck is null`)
    expect(unchecked).toEqual([])
    expect(await list(`select polname from pg_policy where 0 = any (polroles)`)).toEqual([])
  })

  it('keeps references between tenants’ rows within one tenant', async () => {
    const crossing = await list(`
      select f.conname from pg_constraint f
      where f.contype = 'f' and f.conparentid = 0
        and exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'client_id')
        and exists (select from pg_attribute a where a.attrelid = f.confrelid and a.attname = 'client_id')
        and not exists (
          select from unnest(f.conkey, f.confkey) as k (here, there)
          join pg_attribute h on h.attrelid = f.conrelid and h.attnum = k.here and h.attname = 'client_id'
          join pg_attribute t on t.attrelid = f.confrelid and t.attnum = k.there and t.attname = 'client_id')`)
    expect(crossing).toEqual([])
  })
})
