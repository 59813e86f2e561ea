import type { QualityReport } from '@hg/contracts'
import type { Check, LeftOut } from './compile-checks.ts'
import type { Finding } from './finding.ts'
import type { Piece } from './piece/piece.ts'
import { scoreOf } from './score.ts'

/** A piece's report, and what its failed checks say could be mended. */
export interface Review {
  report: QualityReport
  findings: Finding[]
}

/** Runs the checks. A piece passes when no error-level check failed and the score reaches the strategy's minimum. */
export function reviewPiece(piece: Piece, checks: Check[], minScore: number): Review {
  const results = checks.map((check) => check(piece))
  const findings = results.filter((result): result is Finding => 'check' in result)
  const score = scoreOf(findings)
  const isClean = findings.every(({ check }) => check.passed || check.severity === 'warning')
  return {
    findings,
    report: {
      score,
      passed: isClean && score >= minScore,
      min_score: minScore,
      checks: findings.map(({ check }) => check),
      left_out: results.filter((result): result is LeftOut => !('check' in result)),
    },
  }
}
