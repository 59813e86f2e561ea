import { finding, type Finding } from '../finding.ts'
import type { Piece } from '../piece/piece.ts'

/** A text as two prints of it are compared: spacing, marks of emphasis and the form of quotation marks do not count. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[*_`\u00AD]/g, '')
    .replace(/[’ʼ]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐‑]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Each disclaimer is printed word for word, in its own case. */
export function checkDisclaimers(piece: Piece, disclaimers: string[]): Finding {
  const text = plain(piece.text)
  const missing = disclaimers.filter((disclaimer) => !text.includes(plain(disclaimer)))
  const place = piece.seams.at(-1)?.end ?? piece.content.length
  return finding(piece, {
    id: 'disclaimers',
    label: 'Disclaimers',
    severity: 'error',
    expected: `${disclaimers.length} word for word`,
    actual: `${disclaimers.length - missing.length} of ${disclaimers.length} found`,
    miss: missing.length / Math.max(1, disclaimers.length),
    evidence: missing.map((disclaimer) => `missing: ${disclaimer}`),
    mends: missing.map((disclaimer) => ({
      where: 'content',
      start: place,
      end: place,
      unit: 'insertion',
      instruction: `Print this disclaimer word for word, in a paragraph of its own and nothing else: ${disclaimer.replace(/\s+/g, ' ')}`,
    })),
  })
}
