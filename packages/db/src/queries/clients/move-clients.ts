import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Puts customers and direct clients under an agency or the root, in one statement, with their new type. The database
 * checks the actor's role on each of them, above each of them and at the destination.
 *
 * @returns how many moved; those already there do not count
 * @throws SQLSTATE 42501 without the roles; constraint `clients_parent_type`, `clients_parent_archived`,
 * `memberships_last_owner`
 */
export async function moveClients(tx: Queryable, ids: string[], destinationId: string): Promise<number> {
  const { rows } = await sql<{ moved: number }>`
    select app.move_clients(${ids}::uuid[], ${destinationId}) as moved`.execute(tx)
  return rows[0]?.moved ?? 0
}
