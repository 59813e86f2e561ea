import type { JobResult } from '@hg/contracts'
import { getRevision, type JobRow, type Queryable, type RevisionRow } from '@hg/db'
import { requireWritten, writtenResult } from '../require-state.ts'

/** One revision of a piece, whoever wrote it. */
export interface PieceRevision extends JobResult {
  number: number
  note: string | null
  restored_from: number | null
  /** Null for the text as it was written. */
  created_by: string | null
  created_at: Date
}

/**
 * One revision of a job's piece, or the latest one; null for a number that there is not.
 *
 * @throws {AppError} `job_not_ready` when the job has no text
 */
export async function readRevision(tx: Queryable, job: JobRow, number?: number): Promise<PieceRevision | null> {
  requireWritten(job)
  const edited = number === 1 ? null : await getRevision(tx, { id: job.id, clientId: job.client_id }, number)
  if (edited) return fromRow(edited)
  if (number !== undefined && number !== 1) return null
  return {
    ...writtenResult(job),
    number: 1,
    note: null,
    restored_from: null,
    created_by: null,
    created_at: job.completed_at ?? job.updated_at,
  }
}

function fromRow(row: RevisionRow): PieceRevision {
  const {
    revision,
    title,
    meta_description,
    content,
    word_count,
    quality,
    note,
    restored_from,
    created_by,
    created_at,
  } = row
  return {
    number: revision,
    ...{ title, meta_description, content, word_count, quality, repairs: [] },
    ...{ note, restored_from, created_by, created_at },
  }
}
