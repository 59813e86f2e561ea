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
  const { rows } = await sql<SubtreeClientRow & { archived_at: Date | null }>`
    select c.id, c.name, c.slug, c.parent_id, c.archived_at, a.depth
    from client_closure a
    join clients c on c.id = a.descendant_id
    where a.ancestor_id = ${clientId}
    order by a.depth, c.name, c.id`.execute(tx)
  const kept = new Set<string | null>()
  return rows.flatMap(({ archived_at, ...client }) => {
    if (client.depth > 0 && (archived_at !== null || !kept.has(client.parent_id))) return []
    kept.add(client.id)
    return [client]
  })
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
