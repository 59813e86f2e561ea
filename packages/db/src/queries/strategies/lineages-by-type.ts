import { type ContentTypeOrAny, contentTypeOrAny } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { StrategyLayerRow } from './lineage-strategy.ts'

/** A client's strategy layers from the root down for every content type; under `any`, the layers that all types share. */
export async function lineagesByType(
  tx: Queryable,
  clientId: string,
): Promise<Map<ContentTypeOrAny, StrategyLayerRow[]>> {
  const types = contentTypeOrAny.options
  const { rows } = await sql<StrategyLayerRow & { wanted: ContentTypeOrAny }>`
    select t.wanted, l.*
    from unnest(${types}::content_type[]) as t (wanted)
    cross join lateral app.lineage_strategy(${clientId}, t.wanted) with ordinality as l
    order by t.wanted, l.ordinality`.execute(tx)
  const lineages = new Map<ContentTypeOrAny, StrategyLayerRow[]>(types.map((type) => [type, []]))
  for (const { wanted, ...layer } of rows) lineages.get(wanted)?.push(layer)
  return lineages
}
