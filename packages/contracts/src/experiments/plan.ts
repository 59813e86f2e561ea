import { z } from 'zod'
import { contentTypeOrAny } from '../enums.ts'
import { uuid } from '../primitives.ts'
import { experimentMetric, variantKey } from './metrics.ts'

/** `POST /clients/:id/experiments/plan`: what an experiment would take. Writes nothing. */
export const planExperimentRequest = z.strictObject({
  template_id: uuid,
  content_type: contentTypeOrAny.default('any'),
  metric: experimentMetric.default('quality_score'),
  expected_lift: z.number().min(0.01).max(2).default(0.1),
  minimum_sample: z.number().int().min(50).max(100_000).default(50),
  pass_rate_margin: z.number().min(0.001).max(0.5).default(0.1),
  cost_margin: z.number().min(0.001).max(1).default(0.2),
  weights: z.array(z.number().int().min(1).max(100)).min(2).max(5),
})
export type PlanExperimentRequest = z.infer<typeof planExperimentRequest>

/** What the pieces of a template were like. */
export const experimentBaseline = z.object({
  /** Pieces that it was measured on: the newest 5,000 at most, of the last 90 days. */
  pieces: z.number().int(),
  mean: z.number(),
  /** The standard deviation from piece to piece. */
  deviation: z.number(),
  /** Which part of the jobs tells something about the metric. */
  coverage: z.number(),
  /** There were too few pieces: typical figures stand in. */
  assumed: z.boolean(),
})
export type ExperimentBaseline = z.infer<typeof experimentBaseline>

/** How many jobs an experiment needs, and how long that takes. */
export const experimentPlan = z.object({
  baseline: experimentBaseline,
  /**
   * Jobs of all variants together by which a change as large as expected is found with the chance `power`; null where no such
   * change is possible.
   */
  jobs: z.number().int().nullable(),
  variants: z.array(z.object({ key: variantKey, jobs: z.number().int() })),
  /** Jobs by which the guardrails of a variant that is as good as the control are shown to be kept, with the same chance. */
  guardrail_jobs: z.number().int().nullable(),
  /** Pieces of the control and one variant for which the intervals are the narrowest. */
  tuned_for: z.number().int(),
  /** Jobs per day of the last 28 days. */
  jobs_per_day: z.number(),
  /** Days until `jobs` are there at that rate; null where there were none. */
  days: z.number().int().nullable(),
  power: z.number(),
  error_rate: z.number(),
})
export type ExperimentPlan = z.infer<typeof experimentPlan>
