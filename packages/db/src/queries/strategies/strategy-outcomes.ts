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

/**
 * What the strategies of these clients' pieces produced, by strategy and version, the latest version first. Time bounds
 * become id bounds; the index `jobs_strategy` answers without the pieces' texts.
 *
 * @param filter.clientIds never empty
 */
export async function strategyOutcomes(
  tx: Queryable,
  filter: { clientIds: string[]; strategyId?: string | undefined; from?: string | undefined; to?: string | undefined },
): Promise<StrategyOutcomeRow[]> {
  const { clientIds, strategyId, from, to } = filter
  const { rows } = await sql<StrategyOutcomeRow>`
    select strategy_id, strategy_version as version, count(*)::int as pieces,
      count(*) filter (where status = 'completed')::int as completed,
      count(*) filter (where status = 'failed')::int as failed,
      count(*) filter (where status = 'cancelled')::int as cancelled,
      count(quality_score)::int as scored,
      count(*) filter (where quality_passed)::int as passed,
      avg(quality_score)::float8 as mean_score,
      array[${sql.join(
        steps.map((step) =>
          step === 9
            ? sql`count(*) filter (where quality_score >= 90)::int`
            : sql`count(*) filter (where quality_score >= ${sql.lit(step * 10)} and quality_score < ${sql.lit(step * 10 + 10)})::int`,
        ),
      )}] as distribution,
      coalesce(sum(word_count), 0)::float8 as words,
      avg(word_count)::float8 as mean_words,
      coalesce(sum(input_tokens), 0)::float8 as input_tokens,
      coalesce(sum(output_tokens), 0)::float8 as output_tokens,
      coalesce(sum(estimated_cost), 0)::text as total_usd,
      round(sum(estimated_cost) / nullif(count(*) filter (where status = 'completed'), 0), 10)::text as per_completed_usd,
      min(id::text) as first_id,
      max(id::text) as last_id
    from jobs
    where strategy_id is not null
      and client_id = any(${clientIds}::uuid[])
      ${strategyId === undefined ? sql`` : sql`and strategy_id = ${strategyId}`}
      ${from === undefined ? sql`` : sql`and id >= app.uuid_floor(${from}::timestamptz)`}
      ${to === undefined ? sql`` : sql`and id < app.uuid_floor(${to}::timestamptz)`}
    group by strategy_id, strategy_version
    order by strategy_id, strategy_version desc`.execute(tx)
  return rows
}

const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

/** Names of strategies, as far as the actor may see them. */
export async function strategyNames(tx: Queryable, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('strategies').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
