import type { ClientType, Role } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface ClientRow {
  id: string
  name: string
  slug: string
  type: ClientType
  parent_id: string | null
  depth: number
  role: Role
  created_at: Date
  updated_at: Date
}

/**
 * All clients the actor may see, as a tree read from the top: parents before children, siblings by name. `depth` counts
 * from the root, `role` is the actor's strongest role there.
 */
export async function listClients(tx: Queryable): Promise<ClientRow[]> {
  const { rows } = await sql<ClientRow>`
    with recursive visible as (select * from clients),
    tree as (
      select v.*, array[v.name::text, v.id::text] as path
      from visible v
      where not exists (select from visible p where p.id = v.parent_id)
      union all
      select v.*, t.path || array[v.name::text, v.id::text]
      from visible v
      join tree t on v.parent_id = t.id
    )
    select t.id, t.name, t.slug, t.type, t.parent_id, t.created_at, t.updated_at, app.role_on(t.id) as role,
      case t.type when 'root' then 0 when 'customer' then 2 else 1 end as depth
    from tree t
    order by t.path`.execute(tx)
  return rows
}
