import type { QualityCheck } from '@hg/contracts'
import type { Piece } from '../piece.ts'

/** The body's words lie within the range; either bound may be absent. */
export function checkWordCount(
  piece: Piece,
  range: { min?: number; max?: number },
  severity: QualityCheck['severity'],
): QualityCheck {
  const { min = 0, max = Infinity } = range
  return {
    id: 'word_count',
    label: 'Word count',
    passed: piece.wordCount >= min && piece.wordCount <= max,
    severity,
    expected: describeRange(range),
    actual: `${piece.wordCount} words`,
    evidence: [],
  }
}

function describeRange({ min, max }: { min?: number; max?: number }): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max} words`
  return min !== undefined ? `at least ${min} words` : `at most ${max ?? 0} words`
}
