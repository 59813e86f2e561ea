import type { EvidenceSpan, PiecePlace, QualityCheck, QualityCheckId } from '@hg/contracts'
import { quoteAround } from './find-phrase.ts'
import type { Piece } from './piece/piece.ts'

/**
 * A part of a piece that a rewrite could mend. `sentence` and `block` name the smallest unit that may be written anew
 * around the place; `range` is written anew as it is; `insertion` puts new blocks in at `start`.
 */
export interface Mend {
  where: PiecePlace
  start: number
  end: number
  unit: 'sentence' | 'block' | 'range' | 'insertion'
  /** What to do there, for the writer. */
  instruction: string
  /** Words that are asked for beside what is there. */
  newWords?: number
}

/** What a check found: what people are shown, how far it is missed, and what could mend it. */
export interface Finding {
  check: QualityCheck
  /** 0 for a check that passed; up to 1 for one that is missed entirely. */
  miss: number
  /** Empty where nothing is wrong, or nothing that a rewrite of parts could mend. */
  mends: Mend[]
}

/** At most so many places are told of one check. */
const mostSpans = 50
const mostEvidence = 20

/**
 * A finding. It failed when it is missed, by however little.
 *
 * @param parts.evidence what is told instead of the spans' own quotes: what is missing, or wrong as a whole
 */
export function finding(
  piece: Piece,
  parts: {
    id: QualityCheckId
    label: string
    severity: QualityCheck['severity']
    expected: string
    actual: string
    miss: number
    evidence?: string[]
    spans?: EvidenceSpan[]
    mends?: Mend[]
  },
): Finding {
  const { id, label, severity, expected, actual, spans = [] } = parts
  const miss = Math.min(1, Math.max(0, parts.miss))
  const evidence = parts.evidence ?? spans.map((span) => quoteAround(piece, span))
  return {
    check: {
      id,
      label,
      passed: miss === 0,
      severity,
      expected,
      actual,
      evidence: evidence.slice(0, mostEvidence),
      spans: spans.slice(0, mostSpans),
    },
    miss,
    mends: miss === 0 ? [] : (parts.mends ?? []),
  }
}

/** Mends that write anew the sentence around each place. */
export function rewriteAt(spans: EvidenceSpan[], instruction: (span: EvidenceSpan) => string): Mend[] {
  return spans.map((span) => ({
    where: span.where,
    start: span.start,
    end: span.end,
    unit: 'sentence',
    instruction: instruction(span),
  }))
}

/** How bad a number of faults is: one is bad, ten are as bad as it gets. */
export function missOf(faults: number): number {
  return faults === 0 ? 0 : Math.min(1, 0.4 + faults * 0.06)
}

/** How far a figure lies outside its range, against the bound that it misses. 0 inside. */
export function missOfRange(value: number, { min, max }: { min?: number; max?: number }): number {
  if (min !== undefined && value < min) return Math.max(0.01, (min - value) / Math.max(1, min))
  if (max !== undefined && value > max) return Math.max(0.01, Math.min(1, (value - max) / Math.max(1, max)))
  return 0
}
