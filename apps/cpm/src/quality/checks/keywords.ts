import { findPhrase } from '@hg/contracts'
import { finding, type Finding } from '../finding.ts'
import type { Piece } from '../piece/piece.ts'
import { workIn } from './fitting-paragraph.ts'

/**
 * Each keyword appears in the title or the body. With `anyOf`, one of them is enough: that is how a strategy's standing
 * keywords are read when the request names none of its own.
 */
export function checkKeywords(piece: Piece, keywords: string[], mode: 'all' | 'anyOf'): Finding {
  const missing = missingFrom(piece, keywords)
  const found = keywords.length - missing.length
  const passed = mode === 'all' ? missing.length === 0 : found > 0
  return finding(piece, {
    id: 'keywords',
    label: 'Keywords',
    severity: 'error',
    expected: `${mode === 'all' ? 'all of' : 'at least one of'}: ${keywords.join(', ')}`,
    actual: `${found} of ${keywords.length} found`,
    miss: passed ? 0 : missing.length / Math.max(1, keywords.length),
    evidence: missing.map((keyword) => `missing: ${keyword}`),
    mends: workInKeywords(piece, mode === 'all' ? missing : missing.slice(0, 1)),
  })
}

/** At least one of the strategy's related terms appears. */
export function checkSecondaryKeywords(piece: Piece, keywords: string[]): Finding {
  const missing = missingFrom(piece, keywords)
  const found = keywords.length - missing.length
  return finding(piece, {
    id: 'secondary_keywords',
    label: 'Related terms',
    severity: 'warning',
    expected: `at least one of: ${keywords.join(', ')}`,
    actual: `${found} of ${keywords.length} found`,
    miss: found > 0 ? 0 : 1,
    evidence: missing.map((keyword) => `missing: ${keyword}`),
    mends: workInKeywords(piece, missing.slice(0, 1)),
  })
}

function missingFrom(piece: Piece, keywords: string[]): string[] {
  const text = `${piece.title ?? ''}\n${piece.text}`
  return keywords.filter((keyword) => findPhrase(text, keyword).length === 0)
}

function workInKeywords(piece: Piece, keywords: string[]) {
  const taken = new Set<number>()
  return keywords.map((keyword) =>
    workIn(
      piece,
      keyword,
      `Work in "${keyword}", written exactly so, in a sentence that would stand without it.`,
      taken,
    ),
  )
}
