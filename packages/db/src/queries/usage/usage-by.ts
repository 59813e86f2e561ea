import type { UsageDimension } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Counts come as text where they may pass what a float holds; amounts are US dollars as decimal strings. */
export interface UsageRow {
  key: string
  /** What a client is called. */
  label: string | null
  jobs: string
  cached_jobs: string
  attempts: string
  input_tokens: string
  output_tokens: string
  cached_input_tokens: string
  cache_write_tokens: string
  reasoning_tokens: string
  cost_usd: string
  estimated_usd: string
}

/** What a client and everything below it used between two days, both included, put together by one thing. */
export async function usageBy(
  tx: Queryable,
  asked: { clientId: string; from: string; to: string; groupBy: UsageDimension },
): Promise<UsageRow[]> {
  const { clientId, from, to, groupBy } = asked
  const { rows } = await sql<UsageRow>`
    select u.*, c.name as label
    from app.usage_by(${clientId}, ${from}, ${to}, ${groupBy}) u
    left join clients c on ${groupBy === 'client'} and c.id = case when ${groupBy === 'client'} then u.key::uuid end
    order by case when ${groupBy === 'day'} then u.key end, u.cost_usd desc, u.key`.execute(tx)
  return rows
}

/** The day that it is now for a client. */
export async function localToday(tx: Queryable, clientId: string): Promise<string> {
  const { rows } = await sql<{ today: string }>`select app.today_of(${clientId})::text as today`.execute(tx)
  const today = rows[0]?.today
  if (today === undefined) throw new Error('every client has a day')
  return today
}
