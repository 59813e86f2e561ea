import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { StrategyLayerRow } from './lineage-strategy.ts'

/**
 * One strategy by its id, active or not, as a layer of a client's lineage. Null when it belongs to no client of the
 * lineage, or to one that the actor may not see.
 */
export async function namedStrategy(
  tx: Queryable,
  clientId: string,
  strategyId: string,
): Promise<StrategyLayerRow | null> {
  const { rows } = await sql<StrategyLayerRow>`
    select s.id as strategy_id, s.version, s.name, s.content_type, s.client_id, c.name as client_name, a.depth,
      s.configuration, s.merge_modes
    from strategies s
    join client_closure a on a.ancestor_id = s.client_id and a.descendant_id = ${clientId}
    join clients c on c.id = s.client_id
    where s.id = ${strategyId}`.execute(tx)
  return rows[0] ?? null
}
