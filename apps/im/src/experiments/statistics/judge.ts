import { type Comparison, compare, type Moments } from './compare.ts'
import type { SampleRatio } from './sample-ratio.ts'
import { alphaOf } from './sample-size.ts'

export interface MeasuredVariant<Key extends string = string> {
  key: Key
  moments: Moments
}

export interface Judgement<Key extends string = string> {
  /** Each variant but the first against the first. */
  comparisons: { key: Key; comparison: Comparison; verdict: Verdict }[]
  /** The variant that is better than the control (the best of several), or the control when all others are worse. */
  winner: Key | null
}

/** `too_few`: nothing is said yet. `open`: chance, or a skewed allocation, explains it as well. */
export type Verdict = 'too_few' | 'open' | 'better' | 'worse'

/**
 * Compares every variant with the first one, the control. A winner is declared only when the interval excludes "no difference", each
 * compared variant has its minimum of pieces, and the allocation is not skewed. The error rate is shared among the comparisons (Bonferroni),
 * so that an experiment of equals declares a winner in at most 5% of all cases, however many variants and looks.
 */
export function judge<Key extends string>(
  variants: readonly MeasuredVariant<Key>[],
  options: {
    kind: 'share' | 'mean'
    better: 'higher' | 'lower'
    tunedFor: number
    minimum: number
    sampleRatio: SampleRatio
  },
): Judgement<Key> {
  const [control, ...others] = variants
  if (!control) return { comparisons: [], winner: null }
  const alpha = alphaOf(variants.length)
  const isSkewed = options.sampleRatio.skewed
  const sign = options.better === 'higher' ? 1 : -1
  const comparisons = others.map(({ key, moments }) => {
    const comparison = compare(control.moments, moments, { ...options, alpha })
    const isFew = Math.min(control.moments.count, moments.count) < options.minimum
    const verdict: Verdict = isFew ? 'too_few' : isSkewed ? 'open' : verdictOf(comparison, sign)
    return { key, comparison, verdict }
  })
  const better = comparisons
    .filter(({ verdict }) => verdict === 'better')
    .toSorted((a, b) => sign * (b.comparison.difference - a.comparison.difference))
  const allWorse = comparisons.length > 0 && comparisons.every(({ verdict }) => verdict === 'worse')
  return { comparisons, winner: better[0]?.key ?? (allWorse ? control.key : null) }
}

function verdictOf({ interval }: Comparison, sign: 1 | -1): Verdict {
  // Pieces that are all alike show no difference.
  if (!interval) return 'open'
  const [low, high] = sign === 1 ? [interval.low, interval.high] : [-interval.high, -interval.low]
  if (low > 0) return 'better'
  return high < 0 ? 'worse' : 'open'
}
