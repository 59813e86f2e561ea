import type { QualityReport } from '@hg/contracts'
import type { Check } from './compile-checks.ts'
import type { Piece } from './piece.ts'

/** An error weighs three times a warning. */
const weights = { error: 3, warning: 1 } as const

/**
 * Runs the checks. The score is the weighted share of passed checks, 0 to 100; a piece passes when no error-level check
 * failed and the score reaches the strategy's minimum.
 */
export function reviewPiece(piece: Piece, checks: Check[], minScore: number): QualityReport {
  const results = checks.map((check) => check(piece))
  const total = results.reduce((sum, check) => sum + weights[check.severity], 0)
  const reached = results.reduce((sum, check) => sum + (check.passed ? weights[check.severity] : 0), 0)
  const score = total === 0 ? 100 : Math.round((reached / total) * 100)
  const clean = results.every((check) => check.passed || check.severity === 'warning')
  return { score, passed: clean && score >= minScore, checks: results }
}
