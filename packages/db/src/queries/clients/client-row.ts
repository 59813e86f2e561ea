import type { ClientType, Role } from '@hg/contracts'
import { sql } from 'kysely'

export interface ClientRow {
  id: string
  name: string
  slug: string
  type: ClientType
  /** Null for the root, and where the actor may not see the client above. */
  parent_id: string | null
  depth: number
  /** The actor's strongest role there. */
  role: Role
  /** The client, or one above it, is archived. */
  archived: boolean
  archived_at: Date | null
}

/** The columns of a row, from `clients c` joined with `app.client_roles() r`. The levels of the tree are fixed. */
export const clientColumns = sql`c.id, c.name, c.slug, c.type, c.archived_at, r.role, r.archived,
  case c.type when 'root' then 0 when 'customer' then 2 else 1 end as depth`
