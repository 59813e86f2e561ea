import type { ContentTypeOrAny, MergeModes, StrategyConfiguration } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface StrategyLayerRow {
  strategy_id: string
  version: number
  name: string
  content_type: ContentTypeOrAny
  client_id: string
  client_name: string
  depth: number
  configuration: StrategyConfiguration
  merge_modes: MergeModes
}

/** A client's strategy layers from the root down, within a level `any` first; under `any`, those that all types share. Empty when the client is not visible. */
export async function lineageStrategy(
  tx: Queryable,
  clientId: string,
  contentType: ContentTypeOrAny,
): Promise<StrategyLayerRow[]> {
  const { rows } = await sql<StrategyLayerRow>`
    select * from app.lineage_strategy(${clientId}, ${contentType})`.execute(tx)
  return rows
}
