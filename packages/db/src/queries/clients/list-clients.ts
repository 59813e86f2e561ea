import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { clientColumns, type ClientRow } from './client-row.ts'

/**
 * All clients the actor may see, as a tree read from the top: parents before children, siblings by name. `depth` counts
 * from the root. Archived ones, and those under an archived one, only when asked for.
 */
export async function listClients(tx: Queryable, options: { archived?: boolean } = {}): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    select ${clientColumns}
    from app.client_roles() r
    join clients c on c.id = r.client_id
    left join clients p on p.id = c.parent_id
    where ${options.archived ?? false} or not r.archived
    order by
      c.type <> 'root',
      case when p.id is null or p.type = 'root' then array[c.name::text, c.id::text]
        else array[p.name::text, p.id::text, c.name::text, c.id::text] end`.execute(tx)
  return rows
}
