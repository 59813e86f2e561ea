import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Which of these clients have an owner, on themselves or above, and would have none under the destination.
 *
 * @throws SQLSTATE 42501 when the actor may not move them there
 */
export async function movedOwnerless(tx: Queryable, ids: string[], destinationId: string): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    select client_id from app.moved_ownerless(${ids}::uuid[], ${destinationId})`.execute(tx)
  return rows.map(({ client_id }) => client_id)
}
