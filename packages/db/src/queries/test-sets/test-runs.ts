import type { JobStatus, QualityReport, TestBrief } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { batchProgress, type BatchRow } from '../batches/read-batches.ts'

export interface NewTestRun {
  batch_id: string
  client_id: string
  test_set_id: string
  test_set_version: number
  template_id: string
  template_version: number
  template_name: string
}

export interface TestRunRow extends BatchRow, NewTestRun {
  written: number
  mean_score: number | null
  pass_rate: number | null
  mean_cost_usd: string | null
  mean_seconds: number | null
  mean_input_tokens: number | null
  mean_output_tokens: number | null
}

export async function insertTestRun(tx: Queryable, run: NewTestRun): Promise<void> {
  await tx.insertInto('test_runs').values(run).execute()
}

/** Means over the latest job of each brief, as far as it was written. What a piece cost is all that was spent for its brief. */
const figures = sql`
  left join lateral (
    select count(*)::int as written, avg(quality_score)::float8 as mean_score,
      avg(quality_passed::int)::float8 as pass_rate, round(avg(spent), 10)::text as mean_cost_usd,
      avg(extract(epoch from completed_at - started_at))::float8 as mean_seconds,
      avg(input_tokens)::float8 as mean_input_tokens, avg(output_tokens)::float8 as mean_output_tokens
    from (
      select j.*, sum(j.estimated_cost) over (partition by j.batch_row) as spent,
        row_number() over (partition by j.batch_row order by j.id desc) = 1 as is_latest
      from jobs j
      where j.batch_id = b.id and j.client_id = b.client_id
    ) one
    where is_latest and status = 'completed'
  ) f on true`

/**
 * The runs of a test set, newest first, one more than `limit` when there is a next page.
 *
 * @param filter.batchIds these runs only
 */
export async function listTestRuns(
  tx: Queryable,
  set: { id: string; client_id: string },
  filter: { before?: string | undefined; batchIds?: string[]; limit: number },
): Promise<TestRunRow[]> {
  const { before = null, batchIds = null, limit } = filter
  const { rows } = await sql<TestRunRow>`
    with page as materialized (
      select r.test_set_id, r.test_set_version, r.template_id, r.template_version, r.template_name, r.batch_id
      from test_runs r
      where r.client_id = ${set.client_id} and r.test_set_id = ${set.id}
        and (${before}::uuid is null or r.batch_id < ${before}::uuid)
        and (${batchIds}::uuid[] is null or r.batch_id = any(${batchIds}::uuid[]))
      order by r.batch_id desc
      limit ${limit + 1}
    )
    select page.*, b.*, p.*, f.*
    from page
    join batches b on b.id = page.batch_id and b.client_id = ${set.client_id}
    ${batchProgress} ${figures}
    order by b.id desc`.execute(tx)
  return rows
}

export interface TestedJobRow {
  id: string
  batch_row: number
  brief: TestBrief | null
  status: JobStatus
  result: { title: string | null; content: string; meta_description: string | null; quality: QualityReport } | null
  word_count: number | null
  error_message: string | null
  spent: string | null
  seconds: number | null
  input_tokens: number | null
  output_tokens: number | null
}

/** The latest job of each brief of a run, in the order of the briefs. `brief` is null where the texts were removed. */
export async function testedJobs(tx: Queryable, run: { batch_id: string; client_id: string }): Promise<TestedJobRow[]> {
  const { rows } = await sql<TestedJobRow>`
    select id, batch_row,
      case when parameters ? 'topic' then jsonb_strip_nulls(jsonb_build_object('topic', parameters -> 'topic',
        'keywords', parameters -> 'keywords', 'brief', parameters -> 'brief',
        'variables', coalesce(parameters #> '{trial,variables}', parameters -> 'variables'))) end as brief,
      status, result, word_count, error_message, spent::text as spent,
      extract(epoch from completed_at - started_at)::float8 as seconds, input_tokens, output_tokens
    from (
      select j.*, sum(j.estimated_cost) over (partition by j.batch_row) as spent,
        row_number() over (partition by j.batch_row order by j.id desc) = 1 as is_latest
      from jobs j
      where j.batch_id = ${run.batch_id} and j.client_id = ${run.client_id}
    ) one
    where is_latest
    order by batch_row`.execute(tx)
  return rows
}
