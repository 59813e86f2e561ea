import type { QualityCheck } from '@hg/contracts'
import { findPhrase, quote } from '../find-phrase.ts'
import type { Piece } from '../piece.ts'

/** None of the phrases stands in the title, the meta description or the body. */
export function checkBannedPhrases(piece: Piece, phrases: string[]): QualityCheck {
  const text = [piece.title, piece.metaDescription, piece.text].filter((part) => part !== null).join('\n')
  const found = phrases.flatMap((phrase) =>
    findPhrase(text, phrase).map(({ index, match }) => quote(text, index, match.length)),
  )
  return {
    id: 'banned_phrases',
    label: 'Banned phrases',
    passed: found.length === 0,
    severity: 'error',
    expected: `none of ${phrases.length} phrases`,
    actual: found.length === 0 ? 'none found' : `${found.length} found`,
    evidence: found.slice(0, 20),
  }
}
