import type { Finding } from '../finding.ts'
import type { Review } from '../review-piece.ts'

/**
 * What a repair is asked to mend: failed errors; warnings too where the score is too low without them. Nothing of a piece that
 * passed, and nothing that no rewrite of parts could mend.
 */
export function findingsToMend({ report, findings }: Review): Finding[] {
  if (report.passed) return []
  const failed = findings.filter(({ check, mends }) => !check.passed && mends.length > 0)
  return report.score < report.min_score ? failed : failed.filter(({ check }) => check.severity === 'error')
}
