import type { JobListQuery } from '@hg/contracts'
import { sql, type Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { Jobs } from '../../types.generated.ts'

const columns = [
  'id',
  'client_id',
  'content_type',
  'topic',
  'title',
  'status',
  'llm_provider',
  'provider_model',
  'quality_score',
  'word_count',
  'total_tokens',
  'estimated_cost',
  'error_code',
  'created_at',
  'started_at',
  'completed_at',
] as const satisfies readonly (keyof Jobs)[]

export type JobSummaryRow = Pick<Selectable<Jobs>, (typeof columns)[number]>

/**
 * Jobs of these clients, newest first, one more than `limit` when there is a next page. Time bounds become id bounds, so
 * that only the partitions of that time are read.
 *
 * @param filter.clientIds undefined lists every client that the actor may see
 * @param filter.before only jobs with a smaller id (the cursor)
 */
export async function listJobs(
  tx: Queryable,
  filter: Omit<JobListQuery, 'client_id' | 'cursor'> & { clientIds?: string[]; before?: string },
): Promise<JobSummaryRow[]> {
  let query = tx
    .selectFrom('jobs')
    .select(columns)
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
  const [only, ...others] = filter.clientIds ?? []
  if (only !== undefined) {
    query =
      others.length === 0
        ? query.where('client_id', '=', only)
        : query.where('client_id', '=', sql<string>`any(${filter.clientIds})`)
  }
  if (filter.before !== undefined) query = query.where('id', '<', filter.before)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.content_type) query = query.where('content_type', '=', filter.content_type)
  if (filter.llm_provider) query = query.where('llm_provider', '=', filter.llm_provider)
  if (filter.created_after)
    query = query.where('id', '>=', sql<string>`app.uuid_floor(${filter.created_after}::timestamptz)`)
  if (filter.created_before)
    query = query.where('id', '<', sql<string>`app.uuid_floor(${filter.created_before}::timestamptz)`)
  if (filter.q) {
    const pattern = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('topic', 'ilike', pattern), eb('title', 'ilike', pattern)]))
  }
  return query.execute()
}
