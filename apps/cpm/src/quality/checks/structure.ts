import { finding, type Finding } from '../finding.ts'
import { spanAt } from '../find-phrase.ts'
import type { Piece } from '../piece/piece.ts'
import { headingLikeness } from './match-heading.ts'

/** A heading may be sharpened: half of its telling words make it the same section. */
const sameSection = 0.5

/**
 * The sections that were listed are there, in their order. A heading may be worded anew: one that shares no words with any
 * section counts for a missing one, where there are as many as needed. Null where there are no sections at all: that is told by the headings.
 */
export function checkStructure(piece: Piece, listed: string[]): Finding | null {
  const headings = piece.headings.filter(({ depth }) => depth === 2)
  if (headings.length === 0) return null
  const places = listed.map((section) => {
    const likeness = headings.map(({ text }) => headingLikeness(section, text))
    const best = Math.max(0, ...likeness)
    return best >= sameSection ? likeness.indexOf(best) : -1
  })
  const known = new Set(places)
  const reworded = headings.filter((_, index) => !known.has(index)).length
  const unmatched = listed.filter((_, index) => places[index] === -1)
  const missing = unmatched.slice(reworded)
  const found = places.filter((place) => place !== -1)
  const misplaced = found.filter((place, index) => place < Math.max(-1, ...found.slice(0, index)))
  return finding(piece, {
    id: 'structure',
    label: 'Structure',
    severity: 'warning',
    expected: listed.join(' | '),
    actual:
      missing.length + misplaced.length === 0
        ? `${listed.length} sections in order`
        : `${listed.length - missing.length} of ${listed.length} sections, ${misplaced.length === 0 ? 'in order' : 'in another order'}`,
    miss: (missing.length + misplaced.length) / Math.max(1, listed.length),
    evidence: [
      ...missing.map((section) => `missing: ${section}`),
      ...misplaced.map((place) => `comes too early: ${headings[place]?.text ?? ''}`),
    ],
    spans: misplaced.flatMap((place) => {
      const heading = headings[place]
      return heading ? [spanAt(piece, 'content', heading, 'comes too early')] : []
    }),
    mends: missing.map((section) => {
      const before = places.slice(0, listed.indexOf(section)).findLast((place) => place !== -1)
      const home = piece.sections.find(({ heading }) => before !== undefined && heading === headings[before])
      const intro = piece.sections[0]
      const place = home?.end ?? (intro?.heading === null ? intro.end : (piece.seams[0]?.start ?? 0))
      return {
        where: 'content',
        start: place,
        end: place,
        unit: 'insertion',
        newWords: 80,
        instruction: `Write the missing section "## ${section}" here, with its heading and about 80 words of text.`,
      }
    }),
  })
}
