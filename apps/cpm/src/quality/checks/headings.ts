import type { QualityCheck } from '@hg/contracts'
import type { Piece } from '../piece.ts'

/**
 * The body starts below the title (no level 1), skips no level on the way down, goes no deeper than `maxDepth`, and has
 * at least `minH2` sections.
 */
export function checkHeadings(piece: Piece, rule: { minH2: number; maxDepth: number }): QualityCheck {
  const evidence: string[] = []
  let above = 1
  for (const { depth, text } of piece.headings) {
    if (depth === 1) evidence.push(`a second title: "${text}"`)
    else if (depth > above + 1) evidence.push(`level ${depth} directly below level ${above}: "${text}"`)
    if (depth > rule.maxDepth) evidence.push(`deeper than level ${rule.maxDepth}: "${text}"`)
    above = depth
  }
  const sections = piece.headings.filter((heading) => heading.depth === 2).length
  if (sections < rule.minH2) evidence.push(`${sections} sections where ${rule.minH2} are needed`)
  return {
    id: 'headings',
    label: 'Headings',
    passed: evidence.length === 0,
    severity: 'error',
    expected: `at least ${rule.minH2} sections, no skipped level, none below level ${rule.maxDepth}`,
    actual: `${sections} sections, ${piece.headings.length} headings`,
    evidence,
  }
}
