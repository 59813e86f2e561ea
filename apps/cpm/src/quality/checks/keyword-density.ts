import type { EvidenceSpan } from '@hg/contracts'
import { finding, type Finding, missOfRange, rewriteAt } from '../finding.ts'
import { findPhraseInPiece } from '../find-phrase.ts'
import type { Piece } from '../piece/piece.ts'
import { describeRange } from './describe-range.ts'
import { workIn } from './fitting-paragraph.ts'

/** How often the keywords stand in the body, in percent of its words, lies within the range. Overlapping ones count once. */
export function checkKeywordDensity(piece: Piece, keywords: string[], range: { min: number; max: number }): Finding {
  const places = withoutOverlaps(keywords.flatMap((keyword) => findPhraseInPiece(piece, keyword, null, ['content'])))
  const percent = piece.wordCount === 0 ? 0 : (places.length / piece.wordCount) * 100
  const shown = Math.round(percent * 100) / 100
  // A little below the bound: taking words out makes the text shorter, too.
  const most = Math.floor((range.max / 100) * piece.wordCount * 0.9)
  const least = Math.ceil((range.min / 100) * piece.wordCount)
  const surplus = percent > range.max ? beyond(places, most) : []
  const taken = new Set<number>()
  return finding(piece, {
    id: 'keyword_density',
    label: 'Keyword density',
    severity: 'warning',
    expected: describeRange(range, '%'),
    actual: `${shown}%, ${places.length} of ${piece.wordCount} words`,
    miss: missOfRange(percent, range),
    evidence: [],
    spans: surplus,
    mends:
      percent > range.max
        ? rewriteAt(surplus, ({ quote }) => `Say this without the words "${quote}".`)
        : Array.from({ length: Math.min(8, least - places.length) }, (_, index) => {
            const keyword = keywords[index % keywords.length] ?? ''
            return workIn(piece, keyword, `Use "${keyword}", written exactly so, once more than now.`, taken)
          }),
  })
}

function withoutOverlaps(spans: EvidenceSpan[]): EvidenceSpan[] {
  let end = -1
  return spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      if (span.start < end) return false
      end = span.end
      return true
    })
}

/** What is too much: of each keyword the first place stays, and of the others the first ones. */
function beyond(places: EvidenceSpan[], most: number): EvidenceSpan[] {
  const seen = new Set<string>()
  const again = places.filter(({ quote }) => {
    const keyword = quote.toLowerCase()
    const isFirst = !seen.has(keyword)
    seen.add(keyword)
    return !isFirst
  })
  return again.slice(Math.max(0, most - seen.size))
}
