import { findPhrase } from '@hg/contracts'
import { finding, type Finding } from '../finding.ts'
import type { Piece } from '../piece/piece.ts'
import { workIn } from './fitting-paragraph.ts'

/** Every phrase that the strategy demands stands in the title or the body. */
export function checkMustInclude(piece: Piece, phrases: string[]): Finding {
  const text = `${piece.title ?? ''}\n${piece.text}`
  const missing = phrases.filter((phrase) => findPhrase(text, phrase.replace(/[.!?]+$/, '')).length === 0)
  const taken = new Set<number>()
  return finding(piece, {
    id: 'must_include',
    label: 'Required phrases',
    severity: 'error',
    expected: `all of ${phrases.length} phrases`,
    actual: `${phrases.length - missing.length} of ${phrases.length} found`,
    miss: missing.length / Math.max(1, phrases.length),
    evidence: missing.map((phrase) => `missing: ${phrase}`),
    mends: missing.map((phrase) => workIn(piece, phrase, `Work in "${phrase}", word for word.`, taken)),
  })
}
