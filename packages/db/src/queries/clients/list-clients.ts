import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { clientColumns, type ClientRow } from './client-row.ts'

/**
 * All clients the actor may see, in no order. `depth` counts from the root. Archived ones, and those under an archived one,
 * only when asked for.
 */
export async function listClients(tx: Queryable, options: { archived?: boolean } = {}): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    select ${clientColumns}, c.parent_id
    from app.client_roles() r
    join clients c on c.id = r.client_id
    where ${options.archived ?? false} or not r.archived`.execute(tx)
  // Who sees a client above sees it in this list: it is archived only where what stands below it is, too. To look each up
  // under the policies takes as long as all else.
  const seen = new Set(rows.map(({ id }) => id))
  for (const row of rows) if (row.parent_id !== null && !seen.has(row.parent_id)) row.parent_id = null
  return rows
}
