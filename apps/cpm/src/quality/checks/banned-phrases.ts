import { finding, type Finding, missOf, rewriteAt } from '../finding.ts'
import { findPhraseInPiece } from '../find-phrase.ts'
import type { Piece } from '../piece/piece.ts'

/** None of the phrases stands in the title, the meta description or the body. */
export function checkBannedPhrases(piece: Piece, phrases: string[]): Finding {
  const spans = phrases.flatMap((phrase) => findPhraseInPiece(piece, phrase))
  return finding(piece, {
    id: 'banned_phrases',
    label: 'Banned phrases',
    severity: 'error',
    expected: `none of ${phrases.length} phrases`,
    actual: spans.length === 0 ? 'none found' : `${spans.length} found`,
    miss: missOf(spans.length),
    spans,
    mends: rewriteAt(spans, ({ quote }) => `Say this without "${quote}" and without any phrase like it.`),
  })
}
