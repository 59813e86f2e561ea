import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Locks clients against renames, moves and archiving until the transaction ends, always in the order of their ids, so
 * that two who lock several wait for each other and never for good. New rows that refer to them are not held up.
 */
export async function lockClients(tx: Queryable, ids: string[]): Promise<void> {
  await sql`select from clients where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx)
}
