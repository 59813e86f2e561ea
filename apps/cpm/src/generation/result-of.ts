import type { JobResult, RepairRound } from '@hg/contracts'
import type { ReviewedDraft } from './review-answer.ts'

/** What a job keeps of its piece. */
export function resultOf({ draft, piece, review }: ReviewedDraft, repairs: RepairRound[]): JobResult {
  return {
    content: draft.content,
    title: draft.title,
    meta_description: draft.metaDescription,
    word_count: piece.wordCount,
    quality: review.report,
    repairs,
  }
}
