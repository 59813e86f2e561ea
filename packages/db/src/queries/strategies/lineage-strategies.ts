import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { StrategyLayerRow } from './lineage-strategy.ts'

export interface LineageStrategyRow extends StrategyLayerRow {
  created_at: Date
  updated_at: Date
}

/**
 * Every active layer of a client and of those above it, for all content types, from the root down, within a level `any`
 * first. Empty when the client is not visible.
 */
export async function lineageStrategies(tx: Queryable, clientId: string): Promise<LineageStrategyRow[]> {
  const { rows } = await sql<LineageStrategyRow>`select * from app.lineage_strategies(${clientId})`.execute(tx)
  return rows
}
