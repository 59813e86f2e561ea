import type { QualityCheck } from '@hg/contracts'
import { findPhrase } from '../find-phrase.ts'
import type { Piece } from '../piece.ts'

/**
 * Each keyword appears in the title or the body. With `anyOf`, one of them is enough: that is how a strategy's standing
 * keywords are read when the request names none of its own.
 */
export function checkKeywords(piece: Piece, keywords: string[], mode: 'all' | 'anyOf'): QualityCheck {
  const text = `${piece.title ?? ''}\n${piece.text}`
  const missing = keywords.filter((keyword) => findPhrase(text, keyword).length === 0)
  const found = keywords.length - missing.length
  return {
    id: 'keywords',
    label: 'Keywords',
    passed: mode === 'all' ? missing.length === 0 : found > 0,
    severity: 'error',
    expected: `${mode === 'all' ? 'all of' : 'at least one of'}: ${keywords.join(', ')}`,
    actual: `${found} of ${keywords.length} found`,
    evidence: missing.map((keyword) => `missing: ${keyword}`),
  }
}
