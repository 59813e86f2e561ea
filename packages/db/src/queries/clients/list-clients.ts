import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { clientColumns, type ClientRow } from './client-row.ts'

/**
 * All clients the actor may see, in no order. `depth` counts from the root. Archived ones, and those under an archived one,
 * only when asked for.
 */
export async function listClients(tx: Queryable, options: { archived?: boolean } = {}): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    select ${clientColumns}
    from app.client_roles() r
    join clients c on c.id = r.client_id
    left join clients p on p.id = c.parent_id
    where ${options.archived ?? false} or not r.archived`.execute(tx)
  return rows
}
