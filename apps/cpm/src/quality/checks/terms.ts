import type { EvidenceSpan } from '@hg/contracts'
import { finding, type Finding, missOf, rewriteAt } from '../finding.ts'
import { findPhraseInPiece } from '../find-phrase.ts'
import type { Piece } from '../piece/piece.ts'

/**
 * Terms are worded as the brand words them. A term that is part of its own replacement ("app" in "mobile app") is right
 * there; plurals are found, too.
 */
export function checkTerms(piece: Piece, terms: [from: string, to: string][]): Finding {
  const wrong = terms.flatMap(([from, to]) => {
    const right = findPhraseInPiece(piece, to)
    const isRight = (span: EvidenceSpan) =>
      right.some(({ where, start, end }) => where === span.where && start <= span.start && span.end <= end)
    return [from, ...pluralsOf(from)]
      .flatMap((form) => findPhraseInPiece(piece, form, `write "${to}"`))
      .filter((span) => !isRight(span))
      .map((span) => ({ span, to }))
  })
  return finding(piece, {
    id: 'terms',
    label: 'Wording',
    severity: 'error',
    expected: `the brand’s wording of ${terms.length} ${terms.length === 1 ? 'term' : 'terms'}`,
    actual: wrong.length === 0 ? 'worded so' : `${wrong.length} worded otherwise`,
    miss: missOf(wrong.length),
    evidence: wrong.map(({ span, to }) => `"${span.quote}": write "${to}"`),
    spans: wrong.map(({ span }) => span),
    mends: wrong.flatMap(({ span, to }) => rewriteAt([span], ({ quote }) => `Write "${to}", not "${quote}".`)),
  })
}

/** The regular English plurals of a term. */
function pluralsOf(term: string): string[] {
  if (/[^a-z]$/i.test(term) || /s$/i.test(term)) return []
  if (/(?:[cs]h|x|z)$/i.test(term)) return [`${term}es`]
  return [/[^aeiou]y$/i.test(term) ? `${term.slice(0, -1)}ies` : `${term}s`]
}
