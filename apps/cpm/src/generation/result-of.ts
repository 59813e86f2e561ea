import type { JobResult, RepairRound } from '@hg/contracts'
import type { ReviewedDraft } from './review-answer.ts'

/** What a job keeps of its piece. */
export function resultOf({ draft, wordCount, report }: ReviewedDraft, repairs: RepairRound[]): JobResult {
  return {
    content: draft.content,
    title: draft.title,
    meta_description: draft.metaDescription,
    word_count: wordCount,
    quality: report,
    repairs,
  }
}
