import type { StrategyConfiguration, StrategyLayer } from '@hg/contracts'

/** The strategy as merged at submission, which the job keeps whatever changes later. */
export interface StrategySnapshot {
  effective: StrategyConfiguration
  layers: StrategyLayer[]
}
