import type { MergeModes, StrategyConfiguration } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface StrategyVersionRow {
  version: number
  message: string | null
  restored_from: number | null
  created_by: string | null
  created_at: Date
}

export interface StrategyVersionTextRow extends StrategyVersionRow {
  configuration: StrategyConfiguration
  merge_modes: MergeModes
}

/** Versions of a strategy, newest first, one more than `limit` when there are more; `before` is the cursor. */
export async function listStrategyVersions(
  tx: Queryable,
  strategyId: string,
  { limit, before }: { limit: number; before?: number },
): Promise<StrategyVersionRow[]> {
  const { rows } = await sql<StrategyVersionRow>`
    select version, message, restored_from, created_by, created_at
    from strategy_versions
    where strategy_id = ${strategyId} and version < ${before ?? 2_147_483_647}
    order by version desc
    limit ${limit + 1}`.execute(tx)
  return rows
}

/** One version with its text; null when there is none. */
export async function getStrategyVersion(
  tx: Queryable,
  strategyId: string,
  version: number,
): Promise<StrategyVersionTextRow | null> {
  const { rows } = await sql<StrategyVersionTextRow>`
    select version, message, restored_from, created_by, created_at, configuration, merge_modes
    from strategy_versions
    where strategy_id = ${strategyId} and version = ${version}`.execute(tx)
  return rows[0] ?? null
}

/** Names of those who made versions of a client's strategies, by actor. Who has left is missing. */
export async function strategyAuthors(tx: Queryable, clientId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ actor: string; name: string }>`
    select actor, name from app.strategy_authors(${clientId})`.execute(tx)
  return new Map(rows.map(({ actor, name }) => [actor, name]))
}
