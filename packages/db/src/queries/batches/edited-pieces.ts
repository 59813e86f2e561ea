import type { JobResult } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export type EditedPiece = Pick<JobResult, 'title' | 'meta_description' | 'content' | 'word_count' | 'quality'>

/** The latest edits of these jobs' pieces, by job; who has none is missing. */
export async function editedPieces(tx: Queryable, jobIds: string[]): Promise<Map<string, EditedPiece>> {
  const { rows } = await sql<EditedPiece & { job_id: string }>`
    select distinct on (job_id) job_id, title, meta_description, content, word_count, quality
    from job_revisions
    where job_id = any(${jobIds}::uuid[])
    order by job_id, revision desc`.execute(tx)
  return new Map(rows.map(({ job_id, ...piece }) => [job_id, piece]))
}
