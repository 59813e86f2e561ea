import { finding, type Finding, missOf, rewriteAt } from '../finding.ts'
import { findInPiece } from '../find-phrase.ts'
import type { Piece } from '../piece/piece.ts'

const things =
  '(?:your|our|the|a|an|company|business|brand|client|customer|author|product|service|city|town|state|location|address|phone|telephone|number|e-?mail|website|url|link|date|year|month|price|amount|name|title|quote|statistic|source|citation|image|photo|picture|example|keyword|topic|details?|text|content|xx+)'

/** What goes on with a word. Signs and letters never change places: there is one way to read each text, however long. */
const inWord = "(?:['’#-]+\\p{L}+)*"

/** What writers leave where something is still to come. */
const patterns: [RegExp, string][] = [
  [/\blorem ipsum(?:[^.!?\n]*)/giu, 'dummy text'],
  [/\{\{[^{}\n]{0,80}\}\}|\$\{[^{}\n]{1,80}\}|<%[^%\n]{1,80}%>|%%[A-Z_]{2,40}%%/gu, 'a variable that was not filled'],
  [
    new RegExp(
      `\\[(?:(?:insert|add|enter|include|your|fill in)\\b[^\\]\\n]{0,80}|${things}${inWord}(?:[\\s/][\\s/'’#-]*\\p{L}+${inWord}){0,4}[\\s/'’#-]*)\\](?!\\()`,
      'giu',
    ),
    'a gap to be filled',
  ],
  [/(?<![\p{L}\p{N}])(?:TODO|TBD|TBC|FIXME|TK|XXX+)(?![\p{L}\p{N}])/gu, 'something still to be done'],
  [/\(?(?:555[-. ]0\d{3}|\(?555\)?[-. ]\d{3}[-. ]\d{4}|123[-. ]456[-. ]7890)/gu, 'a made-up phone number'],
  [
    /(?<![\p{L}\p{N}])(?:as an ai(?: language)? model|i cannot browse|i am unable to provide)(?![\p{L}\p{N}])/giu,
    'the model speaks of itself',
  ],
]

/** Nothing in the piece waits to be filled in. */
export function checkPlaceholders(piece: Piece): Finding {
  const spans = patterns.flatMap(([pattern, note]) =>
    findInPiece(
      piece,
      (text) => [...text.matchAll(pattern)].map((found) => ({ index: found.index, match: found[0] })),
      note,
    ),
  )
  return finding(piece, {
    id: 'placeholders',
    label: 'Placeholders',
    severity: 'error',
    expected: 'none',
    actual: spans.length === 0 ? 'none found' : `${spans.length} found`,
    miss: missOf(spans.length),
    spans,
    mends: rewriteAt(
      spans,
      ({ quote }) =>
        `"${quote.slice(0, 80)}" is a placeholder. Write something true and general instead, or leave the sentence out.`,
    ),
  })
}
