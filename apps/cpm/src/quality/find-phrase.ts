import { type EvidenceSpan, findPhrase, type PiecePlace } from '@hg/contracts'
import { type Piece, textOf } from './piece/piece.ts'
import { sourceRange } from './piece/reader-text.ts'

export { findPhrase } from '@hg/contracts'

const longestQuote = 300

/** Evidence at a place of the stored text. */
export function spanAt(
  piece: Piece,
  where: PiecePlace,
  place: { start: number; end: number },
  note: string | null = null,
): EvidenceSpan {
  const { start, end } = place
  // Well-formed: the cut may go through a character, and no database holds half of one.
  const quote = textOf(piece, where)
    .slice(start, Math.min(end, start + longestQuote))
    .toWellFormed()
  return { where, start, end, quote, note }
}

/** Where a pattern is found: in the title, the meta description, and in what a reader reads of the body, never across blocks. */
export function findInPiece(
  piece: Piece,
  find: (text: string) => { index: number; match: string }[],
  note: string | null = null,
  places: PiecePlace[] = ['title', 'meta_description', 'content'],
): EvidenceSpan[] {
  return places.flatMap((where) => {
    if (where !== 'content') {
      return find(textOf(piece, where)).map(({ index, match }) =>
        spanAt(piece, where, { start: index, end: index + match.length }, note),
      )
    }
    return find(piece.text)
      .filter(({ match }) => !match.includes('\n'))
      .map(({ index, match }) =>
        spanAt(piece, 'content', sourceRange(piece.reader, piece.content, index, index + match.length), note),
      )
  })
}

/** Where a phrase stands in a piece. */
export function findPhraseInPiece(
  piece: Piece,
  phrase: string,
  note: string | null = null,
  places?: PiecePlace[],
): EvidenceSpan[] {
  return findInPiece(piece, (text) => findPhrase(text, phrase), note, places)
}

/** The words around a place, to show a person what is meant; `…` where the text goes on. */
export function quoteAround(piece: Piece, { where, start, end }: EvidenceSpan): string {
  const text = textOf(piece, where)
  const reach = 40
  const from = Math.max(0, start - reach)
  const to = Math.min(text.length, end + reach)
  // Whole words, where a blank is near.
  const before = text.slice(from, start).replace(from > 0 ? /^\S{0,20}\s/ : /^/, '')
  const after = text.slice(end, to).replace(to < text.length ? /\s\S{0,20}$/ : /$/, '')
  const inner = `${before}${text.slice(start, end)}${after}`.toWellFormed().replace(/\s+/g, ' ').trim()
  return `${from > 0 ? '…' : ''}${inner}${to < text.length ? '…' : ''}`
}
