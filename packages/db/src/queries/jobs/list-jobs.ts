import type { JobListQuery } from '@hg/contracts'
import { sql, type Selectable } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { Jobs } from '../../types.generated.ts'

export const summaryColumns = [
  'id',
  'client_id',
  'content_type',
  'topic',
  'title',
  'status',
  'is_trial',
  'llm_provider',
  'provider_model',
  'requested_provider',
  'requested_model',
  'quality_score',
  'word_count',
  'total_tokens',
  'estimated_cost',
  'error_code',
  'created_at',
  'not_before',
  'started_at',
  'completed_at',
] as const satisfies readonly (keyof Jobs)[]

/** Title, words and score are those of the latest revision. */
export interface JobSummaryRow extends Pick<Selectable<Jobs>, (typeof summaryColumns)[number]> {
  /** The latest revision; null while nothing is written. */
  revision: number | null
  waits_for: JobRest
}

/** Why a pending job rests: another job's call is to answer it too, or the provider's batch has its request. */
export type JobRest = 'identical_piece' | 'provider_batch' | null

/**
 * Jobs of one client and everything below it, or of every client that the actor may see, newest first, one more than
 * `limit` when there is a next page. The helper names the clients and finds the ids; the rows are read under the policies,
 * by ids that name their partitions.
 *
 * @param filter.before only jobs with a smaller id (the cursor)
 */
export async function listJobs(
  tx: Queryable,
  filter: Omit<JobListQuery, 'cursor'> & { before?: string },
): Promise<JobSummaryRow[]> {
  const orNull = (given: string | undefined) => given ?? null
  const floorOf = (moment: string | undefined) => sql`app.uuid_floor(${orNull(moment)}::timestamptz)`
  const found = await sql<{ id: string }>`
    select id
    from app.find_jobs(
      ${orNull(filter.client_id)}, ${orNull(filter.status)}, ${orNull(filter.content_type)}, ${orNull(filter.llm_provider)},
      ${orNull(filter.q)}, ${floorOf(filter.created_after)},
      least(${orNull(filter.before)}, ${floorOf(filter.created_before)}), ${filter.limit + 1}
    ) as id`.execute(tx)
  const ids = found.rows.map(({ id }) => id)
  // Sent together.
  const [rows, latest, rests] = await Promise.all([
    tx
      .selectFrom('jobs')
      .select(summaryColumns)
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute(),
    latestRevisions(tx, ids),
    jobRests(tx, ids),
  ])
  // Sorted by the database, they would be sought by going down all jobs instead of being looked up.
  return completeSummaries(rows, latest, rests).sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** Rows with what the latest edits say of them, and what they wait for. */
export function completeSummaries(
  rows: Omit<JobSummaryRow, 'revision' | 'waits_for'>[],
  latest: Map<string, Edited>,
  rests: Map<string, JobRest>,
): JobSummaryRow[] {
  return rows.map((row) => ({
    ...row,
    revision: row.word_count === null ? null : 1,
    waits_for: rests.get(row.id) ?? null,
    ...latest.get(row.id),
  }))
}

type Edited = Pick<JobSummaryRow, 'revision' | 'title' | 'word_count' | 'quality_score'>

/** What the latest edits of these jobs' pieces say, by job; who has none is missing. */
export async function latestRevisions(tx: Queryable, jobIds: string[]): Promise<Map<string, Edited>> {
  const { rows } = await sql<Edited & { job_id: string }>`
    select distinct on (job_id) job_id, revision, title, word_count, quality ->> 'score' as quality_score
    from job_revisions
    where job_id = any(${jobIds}::uuid[])
    order by job_id, revision desc`.execute(tx)
  return new Map(rows.map(({ job_id, ...edited }) => [job_id, edited]))
}

/** What those of these jobs rest for that are pending; who rests for nothing but its turn is missing. */
export async function jobRests(tx: Queryable, jobIds: string[]): Promise<Map<string, JobRest>> {
  const { rows } = await sql<{ id: string; rest: JobRest }>`
    select j.id, case when i.job_id is null then 'identical_piece' else 'provider_batch' end as rest
    from jobs j
    left join provider_batch_items i on i.client_id = j.client_id and i.job_id = j.id and i.state in ('waiting', 'sent')
    where j.id = any(${jobIds}::uuid[]) and j.status = 'pending' and (i.job_id is not null or j.awaited_answer is not null)`.execute(
    tx,
  )
  return new Map(rows.map(({ id, rest }) => [id, rest]))
}
