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
 * How many jobs an experiment needs so that a true change by `lift` (0.1 is a tenth of the baseline, negative where less is
 * better) is found with the chance `power` at the latest when all of them are there; whoever looks before finds it sooner
 * rather than less often. Null where the metric cannot change by that: nothing is a tenth of 0, and no share exceeds 1.
 *
 * @param minimum pieces of each variant at least
 */
export function planSample(
  variants: readonly Weighted[],
  kind: 'share' | 'mean',
  baseline: Baseline,
  lift: number,
  minimum = leastSample,
): PlannedSample | null {
  const changed = baseline.mean * (1 + lift)
  const [now, then] = [spreadOf(baseline, kind), spreadOf({ ...baseline, mean: within(changed, kind) }, kind)]
  const effect = within(changed, kind) - baseline.mean
  const shares = sharesOf(variants)
  const observations = observationsFor(variants, { effect, spreads: [now, Math.max(now, then)] })
  if (observations === null) return null
  const least = minimum / Math.min(shares.control, shares.smallest)
  const jobs = Math.ceil(Math.max(observations, least) / baseline.coverage)
  const weights = variants.reduce((sum, { weight }) => sum + weight, 0)
  return {
    jobs,
    variants: variants.map(({ key, weight }) => ({ key, jobs: Math.ceil((jobs * weight) / weights) })),
    tunedFor: Math.ceil(jobs * baseline.coverage * (shares.control + shares.smallest)),
  }
}

/**
 * How many jobs it takes, with the same chance, to show that a variant which is as good as the control keeps within both
 * margins. Null where nothing is known to cost anything.
 */
export function planGuardrails(
  variants: readonly Weighted[],
  baselines: { passRate: Baseline; cost: Baseline },
  margins: { passRate: number; cost: number },
): number | null {
  const { passRate, cost } = baselines
  const passes = spreadOf(passRate, 'share')
  const forPasses = observationsFor(variants, { effect: margins.passRate, spreads: [passes, passes] })
  const spent = spreadOf(cost, 'mean')
  const factor = 1 + margins.cost
  const forCost = observationsFor(variants, { effect: margins.cost * cost.mean, spreads: [factor ** 2 * spent, spent] })
  if (forPasses === null || forCost === null) return null
  return Math.ceil(Math.max(forPasses / passRate.coverage, forCost / cost.coverage))
}

/**
 * Observations of all variants by which an interval leaves 0 with the chance `power` where the difference is `effect`:
 * |effect| = (reach + quantile of the power) · standard error, solved for the size. Of the control and the variant with the
 * smallest share, since that comparison takes the longest. Null for no effect.
 */
function observationsFor(
  variants: readonly Weighted[],
  given: { effect: number; spreads: [control: number, variant: number] },
): number | null {
  if (Math.abs(given.effect) < 1e-9) return null
  const { control, smallest } = sharesOf(variants)
  // At the size that the interval is tuned for, its reach depends on alpha alone.
  const reach = reachOf(1, 1, alphaOf(variants.length))
  const [spread, spreadOther] = given.spreads
  return ((reach + powerQuantile) / given.effect) ** 2 * (spread / control + spreadOther / smallest)
}

function sharesOf(variants: readonly Weighted[]): { control: number; smallest: number } {
  const weights = variants.reduce((sum, { weight }) => sum + weight, 0)
  const [control = 1, ...others] = variants.map(({ weight }) => weight / weights)
  return { control, smallest: Math.min(...others) }
}

const spreadOf = ({ mean, deviation }: Pick<Baseline, 'mean' | 'deviation'>, kind: 'share' | 'mean') =>
  kind === 'share' ? mean * (1 - mean) : deviation ** 2

const within = (mean: number, kind: 'share' | 'mean') => (kind === 'share' ? Math.min(1, Math.max(0, mean)) : mean)
