import type { AcceptedRequest, ContentType, ExportedPiece } from '@hg/contracts'
import type { JobRow, Queryable } from '@hg/db'
import type { StrategySnapshot } from '../../strategy/snapshot.ts'
import { requireJob, requireRevision } from '../revisions/list.ts'

/**
 * A piece as it is handed over: its latest revision, or the named one.
 *
 * @throws {AppError} `not_found`, `job_not_ready` when there is no text
 */
export async function findPiece(tx: Queryable, jobId: string, revision?: number): Promise<ExportedPiece> {
  const row = await requireJob(tx, jobId)
  const piece = await requireRevision(tx, row, revision)
  const { content, title, meta_description, word_count, quality } = piece
  return {
    job_id: row.id,
    client_id: row.client_id,
    content_type: row.content_type as ContentType,
    topic: row.topic ?? '',
    ...wordsOf(row),
    revision: piece.number,
    ...{ title, meta_description, content, word_count, quality },
    revised_at: piece.created_at.toISOString(),
    created_at: row.created_at.toISOString(),
  }
}

function wordsOf(row: JobRow): Pick<ExportedPiece, 'keywords' | 'language'> {
  const { keywords = [] } = row.parameters as Partial<AcceptedRequest>
  const { effective } = row.strategy as unknown as StrategySnapshot
  return { keywords, language: effective.content?.language ?? 'en-US' }
}
