import type { StrategyAnalytics, StrategyAnalyticsQuery, StrategyVersionOutcome } from '@hg/contracts'
import {
  type FeedbackOutcomeRow,
  feedbackOutcomes,
  lineageStrategies,
  type Queryable,
  strategyNames,
  type StrategyOutcomeRow,
  strategyOutcomes,
  withTenant,
} from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { sumFeedback, total } from './sum-feedback.ts'

/**
 * What strategies produced for a client and all below it, by version: pieces whose nearest strategy it was, their quality,
 * length and cost, and what was said of them.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see
 */
export async function analyseStrategies(
  deps: SmmDeps,
  ctx: Context,
  query: StrategyAnalyticsQuery,
): Promise<StrategyAnalytics> {
  const { client_id, strategy_id, from, to } = query
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requireRole(tx, client_id, 'viewer', 'client')
      const rows = await strategyOutcomes(tx, { clientId: client_id, strategyId: strategy_id, from, to })
      const names = await namesOf(tx, client_id, rows)
      const said = await feedbackOutcomes(tx, { clientId: client_id, strategyId: strategy_id, from, to })
      const items = rows.map((row) => present(row, names, said))
      return { client_id, from: from ?? null, to: to ?? null, items, feedback: presentFeedback(said) }
    },
    { snapshot: true },
  )
}

/** Own strategies and those below by their rows, those above by the lineage. */
async function namesOf(tx: Queryable, clientId: string, rows: StrategyOutcomeRow[]): Promise<Map<string, string>> {
  const names = await strategyNames(tx, [...new Set(rows.map((row) => row.strategy_id))])
  if (rows.every((row) => names.has(row.strategy_id))) return names
  const lineage = await lineageStrategies(tx, clientId)
  return new Map([...lineage.map(({ strategy_id, name }) => [strategy_id, name] as const), ...names])
}

/** The moment within a UUIDv7. */
function momentOf(id: string | null): string | null {
  return id === null ? null : new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()
}

function presentFeedback(said: FeedbackOutcomeRow[]): StrategyAnalytics['feedback'] {
  return {
    by_content_type: sumFeedback(said, (row) => row.content_type).map(({ row, sum }) => ({
      content_type: row.content_type,
      ...sum,
    })),
    by_model: sumFeedback(said, (row) => `${row.provider} ${row.model}`).map(({ row, sum }) => ({
      provider: row.provider,
      model: row.model,
      ...sum,
    })),
  }
}

function present(
  row: StrategyOutcomeRow,
  names: ReadonlyMap<string, string>,
  said: FeedbackOutcomeRow[],
): StrategyVersionOutcome {
  const { strategy_id, version, pieces, completed, failed, cancelled, scored, passed, distribution } = row
  return {
    strategy_id,
    strategy_name: names.get(strategy_id) ?? null,
    version,
    ...{ pieces, completed, failed, cancelled, unfinished: pieces - completed - failed - cancelled },
    quality: { scored, passed, mean: row.mean_score, distribution },
    words: { total: row.words, mean: row.mean_words },
    tokens: { input: row.input_tokens, output: row.output_tokens },
    cost: { total_usd: row.total_usd, per_completed_usd: row.per_completed_usd },
    first_at: momentOf(row.first_id),
    last_at: momentOf(row.last_id),
    feedback: total(said.filter((one) => one.strategy_id === strategy_id && one.version === version)),
  }
}
