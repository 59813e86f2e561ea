import type { ExperimentMetric, VariantKey } from '@hg/contracts'
import type { VariantOutcomeRow } from '@hg/db'
import type { Moments } from './statistics/compare.ts'

/** A variant with what its jobs came to. */
export interface MeasuredRow {
  key: VariantKey
  version: number
  weight: number
  jobs: Omit<VariantOutcomeRow, 'variant' | 'metrics' | 'cost_usd' | 'newest'>
  cost_usd: string
  moments: Record<ExperimentMetric, Moments>
}
