import { reachOf } from './always-valid.ts'

/** What is known of one variant in one metric. The variance is the sample's, with n - 1. */
export interface Moments {
  count: number
  mean: number
  variance: number
}

export interface Comparison {
  /** The variant's mean less the control's. */
  difference: number
  /** The difference by the control's mean; null where that is 0. */
  relative: number | null
  /** Where the true difference lies; null while the pieces are too few or all alike. */
  interval: { low: number; high: number } | null
}

/**
 * Two variants in one metric, with an interval for the true difference that holds however often one looks. The difference of means is
 * the mean of one sequence over the pieces of both (each piece counts for its own variant, by the inverse of that variant's share), to which
 * the theorem in `reachOf` applies; its standard error is sqrt(variance_a / n_a + variance_b / n_b).
 *
 * @param options.tunedFor pieces of both variants together at which the interval is the narrowest
 * @param options.factor compares with this multiple of the control instead: 1.1 asks for "more than 10% above it"
 */
export function compare(
  control: Moments,
  variant: Moments,
  options: { kind: 'share' | 'mean'; tunedFor: number; alpha: number; factor?: number },
): Comparison {
  const { kind, tunedFor, alpha, factor = 1 } = options
  const difference = variant.mean - factor * control.mean
  const relative = control.mean === 0 ? null : difference / control.mean
  if (control.count < 2 || variant.count < 2) return { difference, relative, interval: null }
  const error = Math.sqrt(
    (factor ** 2 * spreadOf(control, kind)) / control.count + spreadOf(variant, kind) / variant.count,
  )
  if (!(error > 0)) return { difference, relative, interval: null }
  const reach = reachOf(control.count + variant.count, tunedFor, alpha) * error
  return { difference, relative, interval: { low: difference - reach, high: difference + reach } }
}

/**
 * The variance. A share's is taken as if it had been 1 once more and 0 once more (Agresti and Caffo, "Simple and effective confidence intervals
 * for proportions and differences of proportions", The American Statistician 54, 2000): twenty passes of twenty do not prove that all pass.
 */
function spreadOf({ count, mean, variance }: Moments, kind: 'share' | 'mean'): number {
  if (kind === 'mean') return variance
  const share = (mean * count + 1) / (count + 2)
  return share * (1 - share)
}
