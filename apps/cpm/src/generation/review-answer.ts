import type { JobResult, QualityCheck } from '@hg/contracts'
import type { FinishReason } from '@hg/llm'
import { compileChecks } from '../quality/compile-checks.ts'
import { measurePiece } from '../quality/piece.ts'
import { reviewPiece } from '../quality/review-piece.ts'
import { parseAnswer } from './parse-answer.ts'
import type { Run } from './run-context.ts'

/** Takes an answer apart and checks it against the strategy that the job was accepted under. */
export function reviewAnswer(run: Run, answer: { text: string; finishReason: FinishReason }): JobResult {
  const strategy = run.snapshot.effective
  const parsed = parseAnswer(answer.text)
  const piece = measurePiece({
    contentType: run.request.content_type,
    title: parsed.title,
    metaDescription: parsed.metaDescription,
    content: parsed.content,
    language: strategy.content?.language,
  })
  const checks = compileChecks(strategy, {
    contentType: run.request.content_type,
    keywords: run.request.keywords,
    sections: run.request.content_template?.sections,
  })
  const quality = reviewPiece(
    piece,
    [() => checkComplete(answer.finishReason), ...checks],
    strategy.quality?.min_score ?? 0,
  )
  return {
    content: parsed.content,
    title: parsed.title,
    meta_description: parsed.metaDescription,
    word_count: piece.wordCount,
    quality,
  }
}

/** A piece that ran into its token limit stops in the middle, however good the rest is. */
function checkComplete(finishReason: FinishReason): QualityCheck {
  const passed = finishReason === 'stop'
  return {
    id: 'complete',
    label: 'Complete',
    passed,
    severity: 'error',
    expected: 'the piece ends by itself',
    actual: passed ? 'ended by itself' : 'cut off at the token limit',
    evidence: [],
  }
}
