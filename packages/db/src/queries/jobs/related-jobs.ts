import type { JobRelation, JobStatus } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { JobRow } from './get-job.ts'

export interface RelatedJobRow {
  side: 'parent' | 'child'
  job_id: string
  relation: JobRelation
  status: JobStatus
  title: string | null
  created_at: Date
}

const mostChildren = 50
const latestRevision = sql`left join lateral (
  select r.title, r.revision from job_revisions r where r.job_id = j.id order by r.revision desc limit 1
) latest on true`
const currentTitle = sql`case when latest.revision is null then j.title else latest.title end`

/** The job that this one was made from, and those that were made from it, the newest first, 50 at most. */
export async function relatedJobs(
  tx: Queryable,
  job: Pick<JobRow, 'id' | 'client_id' | 'parent_job_id' | 'parent_relation'>,
): Promise<RelatedJobRow[]> {
  const { rows } = await sql<RelatedJobRow>`
    select 'parent' as side, j.id as job_id, ${job.parent_relation}::text as relation, j.status,
      ${currentTitle} as title, j.created_at
    from jobs j ${latestRevision}
    where j.id = ${job.parent_job_id} and j.client_id = ${job.client_id}
    union all
    (select 'child', j.id, j.parent_relation, j.status, ${currentTitle}, j.created_at
    from jobs j ${latestRevision}
    where j.client_id = ${job.client_id} and j.parent_job_id = ${job.id}
    order by j.id desc
    limit ${mostChildren})`.execute(tx)
  return rows
}
