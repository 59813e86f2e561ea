import type { TemplateSection } from '@hg/contracts'
import { finding, type Finding, type Mend } from '../finding.ts'
import type { Piece } from '../piece/piece.ts'
import { plainHeading } from './match-heading.ts'

/**
 * Every section that the content template requires is there under its heading, at any level below the title.
 *
 * @param all the template's sections in order, required or not: a missing one is put in after those before it
 */
export function checkSections(piece: Piece, all: TemplateSection[]): Finding {
  const required = all.filter(({ required: isRequired }) => isRequired)
  const written = new Set(piece.headings.map(({ text }) => plainHeading(text)))
  const missing = required.filter(({ heading }) => !written.has(plainHeading(heading)))
  return finding(piece, {
    id: 'sections',
    label: 'Sections',
    severity: 'error',
    expected: `sections ${required.map(({ heading }) => `"${heading}"`).join(', ')}`,
    actual: `${required.length - missing.length} of ${required.length} found`,
    miss: missing.length / Math.max(1, required.length),
    evidence: missing.map(({ heading }) => `missing: ${heading}`),
    mends: missing.map((section) => writeSection(piece, all, section)),
  })
}

function writeSection(piece: Piece, all: TemplateSection[], section: TemplateSection): Mend {
  const place = placeFor(piece, all, section)
  const about = section.guidance ? ` It says: ${section.guidance}` : ''
  return {
    where: 'content',
    start: place,
    end: place,
    unit: 'insertion',
    newWords: section.words ?? 80,
    instruction: `Write the missing section here, under the heading "## ${section.heading}", word for word, with about ${section.words ?? 80} words of text.${about}`,
  }
}

/** Behind the nearest listed section before it that is there; else before the first section. */
function placeFor(piece: Piece, all: TemplateSection[], section: TemplateSection): number {
  const before = all.slice(0, all.indexOf(section)).map(({ heading }) => plainHeading(heading))
  const home = piece.sections.findLast(({ heading }) => heading && before.includes(plainHeading(heading.text)))
  if (home) return Math.max(home.end, home.heading?.end ?? 0)
  const intro = piece.sections[0]
  return intro?.heading === null ? intro.end : (piece.seams[0]?.start ?? 0)
}
