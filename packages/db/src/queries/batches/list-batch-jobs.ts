import type { JobListQuery } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { completeSummaries, jobRests, type JobSummaryRow, latestRevisions, summaryColumns } from '../jobs/list-jobs.ts'

/**
 * The jobs of a batch that count (the latest of each of its items), in the order of the items, one more than `limit` when
 * there is a next page.
 *
 * @param filter.after only jobs of items behind this job's (the cursor)
 */
export async function listBatchJobs(
  tx: Queryable,
  filter: Omit<JobListQuery, 'cursor' | 'batch_id'> & { batch_id: string; after?: string | undefined },
): Promise<JobSummaryRow[]> {
  let query = tx
    .with('latest', (db) =>
      db
        .selectFrom('jobs')
        .distinctOn('batch_row')
        .select([...summaryColumns, 'batch_row'])
        .where('batch_id', '=', filter.batch_id)
        .orderBy('batch_row')
        .orderBy('id', 'desc'),
    )
    .selectFrom('latest')
    .select(summaryColumns)
    .orderBy('batch_row')
    .limit(filter.limit + 1)
  const { client_id, status, content_type, llm_provider, q, created_after, created_before, after } = filter
  if (client_id !== undefined)
    query = query.where('client_id', 'in', (db) =>
      db.selectFrom('client_closure').select('descendant_id').where('ancestor_id', '=', client_id),
    )
  if (status !== undefined) query = query.where('status', '=', status)
  if (content_type !== undefined) query = query.where('content_type', '=', content_type)
  if (llm_provider !== undefined) query = query.where('llm_provider', '=', llm_provider)
  if (q !== undefined)
    query = query.where(
      sql<boolean>`position(lower(${q}) in lower(coalesce(topic, '') || '  ' || coalesce(title, ''))) > 0`,
    )
  if (created_after !== undefined) query = query.where('created_at', '>=', sql<Date>`${created_after}::timestamptz`)
  if (created_before !== undefined) query = query.where('created_at', '<', sql<Date>`${created_before}::timestamptz`)
  if (after !== undefined)
    query = query.where('batch_row', '>', (db) => db.selectFrom('jobs').select('batch_row').where('id', '=', after))
  const rows = await query.execute()
  const ids = rows.map((row) => row.id)
  // Sent together.
  const [latest, rests] = await Promise.all([latestRevisions(tx, ids), jobRests(tx, ids)])
  return completeSummaries(rows, latest, rests)
}
