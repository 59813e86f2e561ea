import type { QualityCheck, Range } from '@hg/contracts'
import { finding, type Finding, missOfRange } from '../finding.ts'
import { type Piece } from '../piece/piece.ts'
import { spanAt } from '../find-phrase.ts'
import { describeRange } from './describe-range.ts'

/** There is a title, and its characters lie within the range. */
export function checkTitleLength(piece: Piece, range: Range, severity: QualityCheck['severity']): Finding {
  return lengthFinding(piece, 'title', range, severity)
}

/** There is a meta description, and its characters lie within the range. */
export function checkMetaLength(piece: Piece, range: Range, severity: QualityCheck['severity']): Finding {
  return lengthFinding(piece, 'meta_description', range, severity)
}

const words = {
  title: { id: 'title_length', label: 'Title length', none: 'no title', what: 'title' },
  meta_description: {
    id: 'meta_length',
    label: 'Meta description',
    none: 'no meta description',
    what: 'meta description, one sentence',
  },
} as const

function lengthFinding(
  piece: Piece,
  where: 'title' | 'meta_description',
  range: Range,
  severity: QualityCheck['severity'],
): Finding {
  const { id, label, none, what } = words[where]
  const text = where === 'title' ? piece.title : piece.metaDescription
  // Characters as people count them, not UTF-16 units.
  const length = [...(text ?? '')].length
  const whole = { start: 0, end: text?.length ?? 0 }
  return finding(piece, {
    id,
    label,
    severity: text === null ? 'error' : severity,
    expected: describeRange(range, 'characters'),
    actual: text === null ? none : `${length} characters`,
    miss: text === null ? 1 : missOfRange(length, range),
    evidence: [],
    spans: text === null || missOfRange(length, range) === 0 ? [] : [spanAt(piece, where, whole)],
    mends: [
      {
        where,
        ...whole,
        unit: 'range',
        instruction: `Write the ${what}, in ${describeRange(range, 'characters')} (spaces count), plain text.`,
      },
    ],
  })
}
