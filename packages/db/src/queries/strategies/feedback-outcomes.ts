import { type ContentType, type LlmProvider } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Words about pieces that have the same strategy version, content type and model. */
export interface FeedbackOutcomeRow {
  strategy_id: string
  version: number
  content_type: ContentType
  provider: LlmProvider
  model: string | null
  good: number
  bad: number
  pieces: number
}

const lowestId = '00000000-0000-0000-0000-000000000000'
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * What was said of the pieces of a client, and of all below it, that a strategy was applied to. Times are of the pieces'
 * requests. Nothing for a client that is not the actor's to see.
 */
export async function feedbackOutcomes(
  tx: Queryable,
  filter: { clientId: string; strategyId?: string | undefined; from?: string | undefined; to?: string | undefined },
): Promise<FeedbackOutcomeRow[]> {
  const { clientId, strategyId = null, from = null, to = null } = filter
  const { rows } = await sql<FeedbackOutcomeRow>`
    select strategy_id, strategy_version as version, content_type, provider, model, good::int, bad::int, pieces::int
    from app.feedback_outcomes(
      ${clientId}, ${strategyId},
      coalesce(app.uuid_floor(${from}::timestamptz), ${lowestId}), coalesce(app.uuid_floor(${to}::timestamptz), ${highestId})
    )`.execute(tx)
  return rows
}
