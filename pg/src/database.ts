import { escapeIdentifier } from 'pg'
import { databaseOf, withClient, withDatabase } from './connect.ts'
import { loadReference } from './reference.ts'
import { migrate } from './migrate.ts'
import { applyRoles } from './roles.ts'
import { seed } from './seed.ts'
import type { Log } from './server/place.ts'

/** Creates the database that `url` names when it is not there. Connects through the database `postgres`. */
export async function ensureDatabase(url: string): Promise<void> {
  const name = databaseOf(url)
  await withClient(withDatabase(url, 'postgres'), async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`)
  })
}

/** Brings a database up to date: roles, pending migrations, reference data. Safe to repeat. */
export async function pushDatabase(
  adminUrl: string,
  options: { appPassword?: string; log?: Log } = {},
): Promise<{ applied: string[] }> {
  await applyRoles(adminUrl, options)
  const applied = await migrate(adminUrl, options)
  await loadReference(adminUrl)
  return { applied }
}

/** Drops the database with all its data, closing its connections, and makes it anew with its seeds. */
export async function resetDatabase(
  adminUrl: string,
  options: { appPassword?: string; log?: Log } = {},
): Promise<void> {
  const name = databaseOf(adminUrl)
  await withClient(withDatabase(adminUrl, 'postgres'), async (client) => {
    await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`)
  })
  await ensureDatabase(adminUrl)
  await pushDatabase(adminUrl, options)
  await seed(adminUrl)
}
