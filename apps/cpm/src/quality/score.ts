import type { Finding } from './finding.ts'

/** An error weighs three times a warning. */
const weights = { error: 3, warning: 1 } as const
/** A failed check keeps at most this share of its weight, however little it is missed by. */
const mostForFailed = 0.5

/**
 * The score of a piece, 0 to 100: the weighted mean of its checks, where a failed one counts for at most half, and the less
 * the further it is missed. 100 means that every check passed, and nothing else does. See decision 12.
 */
export function scoreOf(findings: Pick<Finding, 'check' | 'miss'>[]): number {
  const total = findings.reduce((sum, { check }) => sum + weights[check.severity], 0)
  if (total === 0) return 100
  const reached = findings.reduce((sum, { check, miss }) => {
    const credit = check.passed ? 1 : mostForFailed * (1 - miss)
    return sum + weights[check.severity] * credit
  }, 0)
  if (findings.every(({ check }) => check.passed)) return 100
  return Math.min(99, Math.round((reached / total) * 100))
}
