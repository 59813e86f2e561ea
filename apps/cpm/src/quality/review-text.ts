import { markdownTrouble } from '@hg/contracts'
import { checkComplete } from './checks/complete.ts'
import { signatureOfPiece } from './checks/duplicate.ts'
import { compileChecks } from './compile-checks.ts'
import { measurePiece } from './piece/piece.ts'
import { tameMarks } from './piece/tame-marks.ts'
import { planSegments } from './repair/plan-segments.ts'
import { findingsToMend } from './repair/to-mend.ts'
import type { Reviewed, TextToReview } from './reviewed.ts'
import { reviewPiece } from './review-piece.ts'
import { unreadable } from './unreadable.ts'

/** Checks a text. Takes as long as the text is complicated: done in a thread of its own. */
export function reviewText(text: TextToReview): Reviewed {
  const { title, metaDescription, content, isComplete, contentType, strategy, keywords, sections, recent } = text
  const trouble = markdownTrouble(tameMarks(content))
  if (trouble !== null) return unreadable(text, `it has ${trouble}`)
  const checks = compileChecks(strategy, { contentType, keywords, sections, recent })
  const piece = measurePiece({ contentType, title, metaDescription, content, language: strategy.content?.language })
  const review = reviewPiece(
    piece,
    [(measured) => checkComplete(measured, isComplete), ...checks],
    strategy.quality?.min_score ?? 0,
  )
  return {
    report: review.report,
    wordCount: piece.wordCount,
    segments: planSegments(piece, findingsToMend(review)),
    outline: piece.headings.map((heading) => `${'#'.repeat(heading.depth)} ${heading.text}`).join('\n'),
    signature: signatureOfPiece(piece),
  }
}
