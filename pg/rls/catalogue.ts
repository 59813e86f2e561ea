import type { Client } from 'pg'

/** Everything of ours: what is neither PostgreSQL's own nor the queue's. */
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'bullmq') and n.nspname !~ '^pg_(toast|temp)'`
const relations = (kinds: string) => `from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${ours} and c.relkind in (${kinds})`
/** Tables and partitions; the migrations' own list is no tenant's. */
const tables = `${relations(`'r', 'p', 'f'`)} and (n.nspname, c.relname) <> ('public', 'pgmigrations')`

const app = `'hg_content_app'::regrole`
/** A policy's letter for each command that may be granted. */
const commands = `(values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) command (name, letter)`
const grants = `select c.oid, c.relname, a.grantee, a.privilege_type, c.relowner, c.relispartition
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  cross join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
  where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'f')
  union all
  select c.oid, c.relname, a.grantee, a.privilege_type, c.relowner, c.relispartition
  from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace
  cross join aclexplode(t.attacl) a
  where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'f')`

/** The same for every tenant, and therefore open to all: no row of these is anybody's. */
export const reference = ['models', 'prices']
const noReference = `c.relname not in (${reference.map((name) => `'${name}'`).join(', ')})`

/** What no database of ours may have, and the query whose first column names each offender. */
export const holes = {
  'a table or partition without row-level security': `select c.relname ${tables} and ${noReference} and not c.relrowsecurity`,
  'a table or partition whose owner is not bound by it': `select c.relname ${tables} and ${noReference}
    and not c.relforcerowsecurity`,
  'a table without any policy': `select c.relname ${tables} and ${noReference} and not c.relispartition
    and not exists (select from pg_policy p where p.polrelid = c.oid)`,
  'a command that the services are granted, and no policy bounds': `
    select distinct g.relname || ' ' || g.privilege_type from (${grants}) g
    join pg_class c on c.oid = g.oid join ${commands} on command.name = g.privilege_type
    where g.grantee = ${app} and ${noReference} and c.relkind in ('r', 'p', 'f') and not exists (
      select from pg_policy p
      where p.polrelid = g.oid and ${app} = any (p.polroles) and p.polcmd::text in ('*', command.letter))`,
  'a policy that lets the services do anything': `select p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
    where ${app} = any (p.polroles) and ${noReference}
      and 'true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))`,
  'a policy for everybody, or for a role that is not ours': `select polname from pg_policy
    where exists (
      select from unnest(polroles) r
      where r not in (${app}, 'hg_content_rls'::regrole, 'hg_content_owner'::regrole))`,
  'a policy for writing that does not say what may be written': `select polname from pg_policy
    where ${app} = any (polroles) and polcmd in ('a', 'w', '*') and polwithcheck is null`,
  'a policy for the services on a partition': `select p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.relispartition and ${app} = any (p.polroles)`,
  'a grant to the services on a partition': `select g.relname from (${grants}) g where g.relispartition and g.grantee <> g.relowner`,
  'a grant of TRUNCATE, REFERENCES or TRIGGER': `select g.relname || ' ' || g.privilege_type from (${grants}) g
    where g.grantee <> g.relowner and g.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`,
  'a grant to everybody': `select g.relname || ' ' || g.privilege_type from (${grants}) g where g.grantee = 0`,
  'a view with the rights of its owner': `select c.relname ${relations(`'v'`)} and not exists (
    select from unnest(c.reloptions) o where o ~* '^security_invoker=(true|on|yes|1)$')`,
  'a materialised view': `select c.relname ${relations(`'m'`)}`,
  'a rule that rewrites a table’s statements': `select r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
    join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('r', 'p')`,
  'a table that is not the product’s': `select c.relname ${tables} and c.relowner <> 'hg_content_owner'::regrole`,
  // An empty path would not do: temporary types and tables are searched first wherever pg_temp is not listed.
  'a function with the rights of its owner and a loose search path': `select p.oid::regprocedure::text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and ${ours}
      and not exists (select from unnest(p.proconfig) s where s = 'search_path=pg_catalog, pg_temp')`,
  'a function with the rights of somebody mighty': `select p.oid::regprocedure::text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and ${ours} and p.proowner not in ('hg_content_rls'::regrole, 'hg_content_owner'::regrole)`,
  'a reference from one tenant’s row to another’s': `select f.conname from pg_constraint f
    where f.contype = 'f' and f.conparentid = 0
      and exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'client_id')
      and exists (select from pg_attribute a where a.attrelid = f.confrelid and a.attname = 'client_id')
      and not exists (
        select from unnest(f.conkey, f.confkey) as k (here, there)
        join pg_attribute h on h.attrelid = f.conrelid and h.attnum = k.here and h.attname = 'client_id'
        join pg_attribute t on t.attrelid = f.confrelid and t.attnum = k.there and t.attname = 'client_id')`,
} as const
export type Hole = keyof typeof holes

/** The first column of a query, in order. */
export async function list(client: Client, sql: string): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text: sql, rowMode: 'array' })
  return rows.map(([first]) => first).sort()
}

/** Every hole of a database with its offenders; empty when it has none. */
export async function findHoles(client: Client): Promise<Partial<Record<Hole, string[]>>> {
  const found: Partial<Record<Hole, string[]>> = {}
  for (const [hole, sql] of Object.entries(holes) as [Hole, string][]) {
    const offenders = await list(client, sql)
    if (offenders.length > 0) found[hole] = offenders
  }
  return found
}

/** Tables of the product that are no partitions, in the schema `public`. */
export const wholeTables = `select c.relname ${tables} and n.nspname = 'public' and not c.relispartition`

/** Functions that run with the rights of their owner, other than triggers, which nobody can call. */
export const definers = `select distinct p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where p.prosecdef and ${ours} and p.prorettype <> 'trigger'::regtype`
