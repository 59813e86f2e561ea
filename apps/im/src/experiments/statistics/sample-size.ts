import { errorRate, reachOf } from './always-valid.ts'
import type { Weighted } from './allocate.ts'

/** How often a difference of the expected size is found by the promised sample, at least. */
export const power = 0.8
/** The standard normal quantile of that power. */
const powerQuantile = 0.8416212335729143
/** Below this many pieces a variant is never judged: intervals that lean on the central limit theorem need some. */
export const leastSample = 50

/** What pieces were like so far in the metric of an experiment. */
export interface Baseline {
  mean: number
  /** The standard deviation from piece to piece; not asked for in a share, whose mean implies it. */
  deviation: number
  /** Which part of the jobs that get a variant also tell something about the metric, above 0 up to 1. */
  coverage: number
}

export interface PlannedSample {
  /** Jobs of all variants together, and of each. */
  jobs: number
  variants: { key: string; jobs: number }[]
  /** Observations of the control and the variant with the smallest share together: what intervals are tuned for. */
  tunedFor: number
}

/** The part of the error rate that each comparison with the control gets (Bonferroni). */
export function alphaOf(variants: number): number {
  return errorRate / (variants - 1)
}

/**
 * How many jobs an experiment needs so that a true change by `lift` (0.1 is a tenth of the baseline, up or down) is found with the
 * chance `power` at the latest when all of them are there; whoever looks before finds it sooner rather than less often. The
 * interval at that size must not reach 0 with that chance: lift · mean = (reach + quantile of the power) · standard error, solved for the
 * size. Of the control and the variant with the smallest share, since that comparison takes the longest.
 */
export function planSample(
  variants: readonly Weighted[],
  kind: 'share' | 'mean',
  baseline: Baseline,
  lift: number,
): PlannedSample {
  const weights = variants.reduce((sum, { weight }) => sum + weight, 0)
  const shares = variants.map(({ weight }) => weight / weights)
  const control = shares[0] ?? 1
  const smallest = Math.min(...shares.slice(1))
  const effect = lift * baseline.mean
  // At the size that the interval is tuned for, its reach depends on alpha alone.
  const reach = reachOf(1, 1, alphaOf(variants.length))
  const changed = Math.min(1, Math.max(0, baseline.mean + effect))
  const [spread, spreadChanged] =
    kind === 'share'
      ? [baseline.mean * (1 - baseline.mean), Math.max(changed * (1 - changed), baseline.mean * (1 - baseline.mean))]
      : [baseline.deviation ** 2, baseline.deviation ** 2]
  const observations = ((reach + powerQuantile) / effect) ** 2 * (spread / control + spreadChanged / smallest)
  const least = leastSample / Math.min(control, smallest)
  const jobs = Math.ceil(Math.max(observations, least) / baseline.coverage)
  return {
    jobs,
    variants: variants.map(({ key }, at) => ({ key, jobs: Math.ceil(jobs * (shares[at] ?? 0)) })),
    tunedFor: Math.ceil(jobs * baseline.coverage * (control + smallest)),
  }
}
