import {
  type ExperimentBaseline,
  type ExperimentMetric,
  type ExperimentPlan,
  metricKinds,
  type VariantKey,
} from '@hg/contracts'
import type { MomentsRow } from '@hg/db'
import type { Weighted } from './statistics/allocate.ts'
import { errorRate } from './statistics/always-valid.ts'
import { planGuardrails, planSample, power } from './statistics/sample-size.ts'

/** Days that a baseline looks back on, and days that tell how many jobs come. */
export const baselineDays = 90
export const volumeDays = 28
/** With fewer pieces than this, a spread is not known. */
const fewPieces = 20

/** What pieces are like where there are too few to tell: rough, and said to be so. Money in millionths of a dollar. */
const assumed: Record<ExperimentMetric, { mean: number; deviation: number; coverage: number }> = {
  quality_score: { mean: 75, deviation: 15, coverage: 0.95 },
  pass_rate: { mean: 0.8, deviation: 0.4, coverage: 0.95 },
  repairs: { mean: 0.5, deviation: 0.7, coverage: 0.95 },
  cost: { mean: 10_000, deviation: 5000, coverage: 0.95 },
  latency: { mean: 20, deviation: 8, coverage: 0.9 },
  feedback: { mean: 0.7, deviation: 0.46, coverage: 0.2 },
  edits: { mean: 0.3, deviation: 0.46, coverage: 0.95 },
}

export interface PlannedExperiment {
  metric: ExperimentMetric
  expected_lift: number
  minimum_sample: number
  pass_rate_margin: number
  cost_margin: number
  variants: readonly Weighted<VariantKey>[]
}

/**
 * What an experiment takes, from what the template's pieces were like lately.
 *
 * @param past jobs and their metrics of the last `baselineDays`, and the number of jobs of the last `volumeDays`
 */
export function makePlan(
  asked: PlannedExperiment,
  past: { jobs: number; metrics: MomentsRow; recentJobs: number },
): ExperimentPlan {
  const { kind, better } = metricKinds[asked.metric]
  const baseline = baselineOf(asked.metric, past)
  const lift = better === 'higher' ? asked.expected_lift : -asked.expected_lift
  const sample = planSample(asked.variants, kind, baseline, lift, asked.minimum_sample)
  const perDay = past.recentJobs / volumeDays
  return {
    baseline,
    jobs: sample?.jobs ?? null,
    variants: (sample?.variants ?? []).map(({ key, jobs }) => ({ key: key as VariantKey, jobs })),
    guardrail_jobs: planGuardrails(
      asked.variants,
      { passRate: baselineOf('pass_rate', past), cost: baselineOf('cost', past) },
      { passRate: asked.pass_rate_margin, cost: asked.cost_margin },
    ),
    tuned_for: sample?.tunedFor ?? asked.minimum_sample * 2,
    jobs_per_day: perDay,
    days: sample && perDay > 0 ? Math.ceil(sample.jobs / perDay) : null,
    power,
    error_rate: errorRate,
  }
}

function baselineOf(metric: ExperimentMetric, past: { jobs: number; metrics: MomentsRow }): ExperimentBaseline {
  const { count, mean, variance } = past.metrics[metric]
  if (count < fewPieces || mean === null || variance === null)
    return { pieces: count, ...assumed[metric], assumed: true }
  return { pieces: count, mean, deviation: Math.sqrt(variance), coverage: count / past.jobs, assumed: false }
}
