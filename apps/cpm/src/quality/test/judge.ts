import type { Finding } from '../finding.ts'

/** What a table of cases compares of a finding: the verdict, and the quotes of its spans. */
export function judge(found: Finding | null): { passed: boolean; quotes: string[] } | null {
  return found && { passed: found.check.passed, quotes: found.check.spans.map(({ quote }) => quote) }
}
