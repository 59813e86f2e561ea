import type { QualityReport } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** An edit of a piece, without its text. */
export interface RevisionSummaryRow {
  revision: number
  title: string | null
  word_count: number
  score: number
  passed: boolean
  note: string | null
  restored_from: number | null
  created_by: string
  created_at: Date
}

export interface RevisionRow extends RevisionSummaryRow {
  meta_description: string | null
  content: string
  quality: QualityReport
}

const summary = sql`revision, title, word_count, (quality ->> 'score')::float8 as score, (quality ->> 'passed')::bool as passed,
  note, restored_from, created_by, created_at`

interface JobAddress {
  id: string
  clientId: string
}

/** The edits of a job's piece, the newest first. The text as it was written is in the job's own row. */
export async function listRevisions(tx: Queryable, job: JobAddress): Promise<RevisionSummaryRow[]> {
  const { rows } = await sql<RevisionSummaryRow>`
    select ${summary} from job_revisions
    where job_id = ${job.id} and client_id = ${job.clientId}
    order by revision desc`.execute(tx)
  return rows
}

/** One edit with its text, or the latest one; null where there is none. */
export async function getRevision(tx: Queryable, job: JobAddress, revision?: number): Promise<RevisionRow | null> {
  const { rows } = await sql<RevisionRow>`
    select ${summary}, meta_description, content, quality from job_revisions
    where job_id = ${job.id} and client_id = ${job.clientId}
      and (${revision ?? null}::int is null or revision = ${revision ?? null})
    order by revision desc
    limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Names of the people who have a role at a client now, by actor. */
export async function peopleOf(tx: Queryable, clientId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ actor: string; name: string }>`
    select distinct 'user:' || user_id as actor, name from app.client_people(${clientId})`.execute(tx)
  return new Map(rows.map(({ actor, name }) => [actor, name]))
}
