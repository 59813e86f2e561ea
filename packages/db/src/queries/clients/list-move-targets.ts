import type { ClientType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface MoveTargetRow {
  id: string
  name: string
  type: ClientType
  parent_id: string
  parent_name: string
  archived: boolean
}

/** A client that is to move, or all that stand directly under it, by name; the clients above must be the actor's to see. */
export async function listMoveTargets(
  tx: Queryable,
  clientId: string,
  scope: 'client' | 'customers',
): Promise<MoveTargetRow[]> {
  const column = sql.ref(scope === 'client' ? 'c.id' : 'c.parent_id')
  const { rows } = await sql<MoveTargetRow>`
    select c.id, c.name, c.type, c.parent_id, p.name as parent_name, c.archived_at is not null as archived
    from clients c
    join clients p on p.id = c.parent_id
    where ${column} = ${clientId}
    order by c.name, c.id`.execute(tx)
  return rows
}
