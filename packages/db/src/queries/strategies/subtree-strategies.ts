import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { StrategyLayerRow } from './lineage-strategy.ts'

export interface SubtreeClientRow {
  id: string
  name: string
  slug: string
  parent_id: string | null
  /** Levels below the client that was asked for: 0 is itself. */
  depth: number
}

/** A client and everything below it that is not archived, parents before children, siblings by name. */
export async function subtreeClients(tx: Queryable, clientId: string): Promise<SubtreeClientRow[]> {
  const { rows } = await sql<SubtreeClientRow>`
    select c.id, c.name, c.slug, c.parent_id, a.depth
    from client_closure a
    join clients c on c.id = a.descendant_id
    where a.ancestor_id = ${clientId}
      and not exists (
        select from client_closure b
        join clients d on d.id = b.ancestor_id
        join client_closure e on e.descendant_id = d.id and e.ancestor_id = ${clientId}
        where b.descendant_id = c.id and d.archived_at is not null
      )
    order by a.depth, c.name, c.id`.execute(tx)
  return rows
}

/** The active layers of a client and of everything below it; within a client `any` first. */
export async function subtreeStrategies(tx: Queryable, clientId: string): Promise<StrategyLayerRow[]> {
  const { rows } = await sql<StrategyLayerRow>`
    select s.id as strategy_id, s.version, s.name, s.content_type, s.client_id, c.name as client_name, a.depth,
      s.configuration, s.merge_modes
    from client_closure a
    join clients c on c.id = a.descendant_id
    join strategies s on s.client_id = a.descendant_id and s.is_active
    where a.ancestor_id = ${clientId}
    order by a.depth, s.client_id, s.content_type`.execute(tx)
  return rows
}
