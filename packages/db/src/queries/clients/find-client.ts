import type { ClientFacts } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { clientColumns, type ClientRow } from './client-row.ts'

export interface ClientDetailsRow extends ClientRow {
  created_at: Date
  updated_at: Date
  metadata: ClientFacts
  version: number
  parent: { id: string; name: string; slug: string } | null
  former_slugs: string[]
}

/**
 * A client with its facts, by id or by a slug that it has or had; null when it does not exist or is not the actor's to
 * see. The parent and its id are null where the actor may not see it.
 */
export async function findClient(
  tx: Queryable,
  by: { id: string } | { slug: string },
): Promise<ClientDetailsRow | null> {
  const condition =
    'id' in by ? sql`c.id = ${by.id}` : sql`c.id = (select s.client_id from client_slugs s where s.slug = ${by.slug})`
  const { rows } = await sql<ClientDetailsRow>`
    select ${clientColumns}, p.id as parent_id, c.created_at, c.updated_at, c.metadata, c.version,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name, 'slug', p.slug) end as parent,
      array(select s.slug::text from client_slugs s where s.client_id = c.id and s.slug <> c.slug order by s.created_at)
        as former_slugs
    from clients c
    join app.client_roles() r on r.client_id = c.id
    left join clients p on p.id = c.parent_id
    where ${condition}`.execute(tx)
  return rows[0] ?? null
}
