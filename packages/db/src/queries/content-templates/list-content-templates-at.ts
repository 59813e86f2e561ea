import type { MovedUse } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Content templates of these clients that are in use, by name. */
export async function listContentTemplatesAt(tx: Queryable, clientIds: string[]): Promise<MovedUse[]> {
  const { rows } = await sql<MovedUse>`
    select t.id, t.name, t.client_id, c.name as client_name
    from content_templates t
    join clients c on c.id = t.client_id
    where t.client_id = any(${clientIds}::uuid[]) and t.archived_at is null
    order by t.name, t.id`.execute(tx)
  return rows
}
