import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface RecentCallsRow {
  provider: string
  model: string
  age_seconds: number
  calls: number
  failures: number
  output_tokens: string
  seconds: number
}

/**
 * How the calls of the last while went, per provider, model and age: everybody's, summed up, and nobody's data. Crosses
 * tenants by `app.recent_calls`.
 *
 * @param options.sinceMs how far back
 */
export async function recentCalls(db: Queryable, options: { sinceMs: number }): Promise<RecentCallsRow[]> {
  const { rows } = await sql<RecentCallsRow>`
    select provider, model, age_seconds, calls, failures, output_tokens, seconds
    from app.recent_calls(${options.sinceMs} * interval '1 millisecond')`.execute(db)
  return rows
}
