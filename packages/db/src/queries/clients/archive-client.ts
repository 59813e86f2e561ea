import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Archives or restores a client. It needs the role of an admin on the client above, which the database checks.
 *
 * @returns when it was archived; null once restored
 * @throws SQLSTATE 42501 without that role
 */
export async function archiveClient(tx: Queryable, id: string, archive: boolean): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select app.archive_client(${id}, ${archive}) as at`.execute(tx)
  return rows[0]?.at ?? null
}
