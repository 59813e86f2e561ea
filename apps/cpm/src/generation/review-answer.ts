import type { FinishReason } from '@hg/llm'
import type { RecentPiece } from '../quality/checks/duplicate.ts'
import { checkComplete } from '../quality/checks/complete.ts'
import { type Check, compileChecks } from '../quality/compile-checks.ts'
import { measurePiece, type Piece } from '../quality/piece/piece.ts'
import { type Review, reviewPiece } from '../quality/review-piece.ts'
import type { Draft } from './draft.ts'
import { parseAnswer } from './parse-answer.ts'
import type { Run } from './run-context.ts'

/** A draft with what its checks found. */
export interface ReviewedDraft {
  draft: Draft
  piece: Piece
  review: Review
}

/** Takes an answer apart. A piece that ran into its token limit stops in the middle. */
export function draftOf(answer: { text: string; finishReason: FinishReason }): Draft {
  return { ...parseAnswer(answer.text), isComplete: answer.finishReason === 'stop' }
}

/** Checks a draft. */
export type Reviewer = (draft: Draft) => ReviewedDraft

/** Makes what checks the drafts of a job: against the strategy that it was accepted under. */
export function createReviewer(run: Run, recent?: RecentPiece[]): Reviewer {
  const strategy = run.snapshot.effective
  const { content_type: contentType, keywords, content_template } = run.request
  const checks = compileChecks(strategy, { contentType, keywords, sections: content_template?.sections, recent })
  return (draft) => {
    const piece = measurePiece({ ...draft, contentType, language: strategy.content?.language })
    const complete: Check = (measured) => checkComplete(measured, draft.isComplete)
    return { draft, piece, review: reviewPiece(piece, [complete, ...checks], strategy.quality?.min_score ?? 0) }
  }
}
