import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { StrategyLayerRow } from './lineage-strategy.ts'

/** The active strategies of these clients themselves, as the layers nearest to each, `any` first. */
export async function listOwnLayers(tx: Queryable, clientIds: string[]): Promise<StrategyLayerRow[]> {
  const { rows } = await sql<StrategyLayerRow>`
    select s.id as strategy_id, s.version, s.name, s.content_type, s.client_id, c.name as client_name, 0 as depth,
      s.configuration, s.merge_modes
    from strategies s
    join clients c on c.id = s.client_id
    where s.client_id = any(${clientIds}::uuid[]) and s.is_active
    order by s.client_id, s.content_type`.execute(tx)
  return rows
}
