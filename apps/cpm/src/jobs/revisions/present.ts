import type { Revision, RevisionSummary } from '@hg/contracts'
import type { PieceRevision } from './read.ts'

type Listed = Pick<
  PieceRevision,
  'number' | 'title' | 'word_count' | 'note' | 'restored_from' | 'created_by' | 'created_at'
> & { score: number; passed: boolean }

/** A revision as lists show it. @param people names, by actor */
export function presentRevisionSummary(row: Listed, people: Map<string, string>): RevisionSummary {
  const { number, title, word_count, score, passed, note, restored_from, created_by, created_at } = row
  return {
    ...{ number, title, word_count, score, passed, note, restored_from, created_by },
    author: created_by === null ? null : (people.get(created_by) ?? null),
    created_at: created_at.toISOString(),
  }
}

/** A revision with its text and its checks. @param people names, by actor */
export function presentRevision(jobId: string, piece: PieceRevision, people: Map<string, string>): Revision {
  const { meta_description, content, quality } = piece
  const { score, passed } = quality
  return {
    job_id: jobId,
    ...presentRevisionSummary({ ...piece, score, passed }, people),
    ...{ meta_description, content, quality },
  }
}
