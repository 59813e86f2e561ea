import type { Weighted } from './allocate.ts'
import { chiSquareTail } from './chi-square.ts'

/** Below this chance an allocation is called skewed: once in a thousand healthy experiments. */
export const sampleRatioAlpha = 0.001
/** Pearson's test is trusted once each variant is expected to have this many jobs. */
const leastExpected = 5

export interface SampleRatio {
  /** Null while there are too few jobs to say anything. */
  p_value: number | null
  skewed: boolean
}

/**
 * Whether the variants got the jobs that their weights promised: Pearson's chi-square test over everything that was assigned
 * (not over what completed, which the variants themselves may change). A skewed allocation means that something beside
 * chance decides who gets which variant, so that no comparison of them holds. Fabijan et al., "Diagnosing sample ratio
 * mismatch in online controlled experiments", KDD 2019.
 */
export function checkSampleRatio(variants: readonly (Weighted & { assigned: number })[]): SampleRatio {
  const weights = variants.reduce((sum, { weight }) => sum + weight, 0)
  const jobs = variants.reduce((sum, { assigned }) => sum + assigned, 0)
  const expected = variants.map(({ weight }) => (jobs * weight) / weights)
  if (variants.length < 2 || Math.min(...expected) < leastExpected) return { p_value: null, skewed: false }
  const statistic = variants.reduce((sum, { assigned }, at) => {
    const due = expected[at] ?? 0
    return sum + (assigned - due) ** 2 / due
  }, 0)
  const p = chiSquareTail(statistic, variants.length - 1)
  return { p_value: p, skewed: p < sampleRatioAlpha }
}
