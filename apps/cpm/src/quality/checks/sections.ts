import type { QualityCheck, TemplateSection } from '@hg/contracts'
import type { Piece } from '../piece.ts'

/** A heading as it is compared: letters and digits only, whatever the case and the marks between. */
function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** Every section that the content template requires is there under its heading, at any level below the title. */
export function checkSections(piece: Piece, required: TemplateSection[]): QualityCheck {
  const written = new Set(piece.headings.map(({ text }) => plain(text)))
  const missing = required.filter(({ heading }) => !written.has(plain(heading)))
  return {
    id: 'sections',
    label: 'Sections',
    passed: missing.length === 0,
    severity: 'error',
    expected: `sections ${required.map(({ heading }) => `"${heading}"`).join(', ')}`,
    actual: `${required.length - missing.length} of ${required.length} found`,
    evidence: missing.map(({ heading }) => `missing: ${heading}`),
  }
}
