import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface StrategyOutcomeRow {
  strategy_id: string
  version: number
  pieces: number
  completed: number
  failed: number
  cancelled: number
  scored: number
  passed: number
  mean_score: number | null
  /** Pieces by score in ten steps. */
  distribution: number[]
  words: number
  mean_words: number | null
  input_tokens: number
  output_tokens: number
  total_usd: string
  per_completed_usd: string | null
  first_id: string | null
  last_id: string | null
}

const lowestId = '00000000-0000-0000-0000-000000000000'
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * What the strategies of the pieces of a client, and of all below it, produced, by strategy and version, the latest version
 * first. Time bounds become id bounds; the index `jobs_strategy` answers without the pieces' texts. Nothing for a client
 * that is not the actor's to see.
 */
export async function strategyOutcomes(
  tx: Queryable,
  filter: { clientId: string; strategyId?: string | undefined; from?: string | undefined; to?: string | undefined },
): Promise<StrategyOutcomeRow[]> {
  const { clientId, strategyId = null, from = null, to = null } = filter
  const { rows } = await sql<StrategyOutcomeRow>`
    select strategy_id, strategy_version as version, sum(pieces)::int as pieces,
      coalesce(sum(pieces) filter (where status = 'completed'), 0)::int as completed,
      coalesce(sum(pieces) filter (where status = 'failed'), 0)::int as failed,
      coalesce(sum(pieces) filter (where status = 'cancelled'), 0)::int as cancelled,
      coalesce(sum(pieces) filter (where step is not null), 0)::int as scored,
      coalesce(sum(pieces) filter (where passed), 0)::int as passed,
      (sum(score) / sum(pieces) filter (where step is not null))::float8 as mean_score,
      array[${sql.join(
        steps.map((step) => sql`coalesce(sum(pieces) filter (where step = ${sql.lit(step)}), 0)::int`),
      )}] as distribution,
      coalesce(sum(words), 0)::float8 as words,
      (sum(words) / nullif(sum(measured), 0))::float8 as mean_words,
      coalesce(sum(input_tokens), 0)::float8 as input_tokens,
      coalesce(sum(output_tokens), 0)::float8 as output_tokens,
      coalesce(sum(cost), 0)::text as total_usd,
      round(sum(cost) / sum(pieces) filter (where status = 'completed'), 10)::text as per_completed_usd,
      min(first_id) as first_id,
      max(last_id) as last_id
    from app.strategy_outcomes(
      ${clientId}, ${strategyId},
      coalesce(app.uuid_floor(${from}::timestamptz), ${lowestId}), coalesce(app.uuid_floor(${to}::timestamptz), ${highestId})
    )
    group by strategy_id, strategy_version
    order by strategy_id, strategy_version desc`.execute(tx)
  return rows
}

/** As width_bucket counts them. */
const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Names of strategies, as far as the actor may see them. */
export async function strategyNames(tx: Queryable, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('strategies').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
