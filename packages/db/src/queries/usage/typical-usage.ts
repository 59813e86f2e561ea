import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

const recentDays = 90

/** Tokens that a finished piece took, on average, with everything that failed and was repaired on the way. */
export interface TypicalUsage {
  pieces: number
  inputTokens: number
  outputTokens: number
}

/** What a client's own pieces of a type took lately, without those whose text came from the cache; no pieces, no averages. */
export async function typicalUsage(tx: Queryable, clientId: string, type: ContentType): Promise<TypicalUsage> {
  const { rows } = await sql<TypicalUsage>`
    select coalesce(sum(jobs - cached_jobs), 0)::int as pieces,
      coalesce(sum(input_tokens) / nullif(sum(jobs - cached_jobs), 0), 0)::int as "inputTokens",
      coalesce(sum(output_tokens) / nullif(sum(jobs - cached_jobs), 0), 0)::int as "outputTokens"
    from usage_daily
    where client_id = ${clientId} and day > current_date - ${recentDays}::int and content_type = ${type}`.execute(tx)
  return rows[0] ?? { pieces: 0, inputTokens: 0, outputTokens: 0 }
}
