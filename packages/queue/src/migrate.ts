import { runMigrations } from 'bullmq'
import pg from 'pg'
import { queueSchema } from './postgres-backend.ts'

/**
 * Brings BullMQ's tables in schema `bullmq` up to date, in one transaction; safe to repeat and to run in parallel.
 *
 * The schema must exist and belong to the role that migrates (`create schema bullmq authorization <role>`): that is all
 * the right it needs, and what it makes is its own. Services must log in as the same role.
 *
 * @param url straight to Postgres, not through PgBouncer
 * @param options.asRole role to become first, when `url` is an administrator's
 * @returns the version the tables are at
 */
export async function migrateQueue(url: string, options: { asRole?: string } = {}): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    if (options.asRole) await client.query("select set_config('role', $1, false)", [options.asRole])
    const { rows } = await client.query<{ exists: boolean }>('select to_regnamespace($1) is not null as exists', [
      queueSchema,
    ])
    return await runMigrations(rows[0]?.exists ? withoutCreateSchema(client) : client, queueSchema)
  } finally {
    await client.end()
  }
}

/**
 * Postgres asks for the right to create schemas in the database even when `if not exists` has nothing to do, and the
 * services' role has no such right.
 */
function withoutCreateSchema(client: pg.Client): Pick<pg.Client, 'query'> {
  const query = async (text: string, params?: unknown[]) =>
    text.startsWith('CREATE SCHEMA IF NOT EXISTS') ? { rows: [], rowCount: 0 } : client.query(text, params)
  return { query } as Pick<pg.Client, 'query'>
}
