import { z } from 'zod'
import { timestamp, usd, uuid } from '../primitives.ts'
import { experimentState } from './experiment.ts'
import { experimentMetric, variantKey } from './metrics.ts'

/**
 * What an experiment says in all. `too_early`: too few pieces. `open`: no difference is shown yet. `no_difference`: none is shown,
 * although the planned jobs are there. `skewed`: the variants did not get the jobs that their weights promise, so nothing holds.
 */
export const experimentStatus = z.enum(['too_early', 'open', 'winner', 'no_difference', 'skewed'])
export type ExperimentStatus = z.infer<typeof experimentStatus>

/** `too_few`: nothing is said yet. `open`: chance explains it as well. */
export const comparisonVerdict = z.enum(['too_few', 'open', 'better', 'worse'])
export type ComparisonVerdict = z.infer<typeof comparisonVerdict>

/** `unclear`: it is not shown yet that the variant keeps within the margin. */
export const guardrailState = z.enum(['kept', 'broken', 'unclear'])
export type GuardrailState = z.infer<typeof guardrailState>

/** A variant in one metric: shares from 0 to 1, points, repairs, seconds, or millionths of a US dollar (an estimate, no amount). */
export const metricMoments = z.object({
  metric: experimentMetric,
  pieces: z.number().int(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
})

/** A variant against the control in one metric. The interval holds for the true difference, however often one looks. */
export const metricComparison = z.object({
  metric: experimentMetric,
  variant: variantKey,
  difference: z.number(),
  /** The difference by the control's mean. */
  relative: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  verdict: comparisonVerdict,
  words: z.string(),
})
export type MetricComparison = z.infer<typeof metricComparison>

export const variantResult = z.object({
  key: variantKey,
  version: z.number().int().positive(),
  weight: z.number().int(),
  /** Every job that was given the variant, whatever became of it. */
  assigned: z.number().int(),
  completed: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  unfinished: z.number().int(),
  /** Pieces that were a copy from the client's cache: given, not measured. */
  cached: z.number().int(),
  total_usd: usd,
  metrics: z.array(metricMoments),
  /** Null for the control. */
  guardrails: z.object({ pass_rate: guardrailState, cost: guardrailState }).nullable(),
  /** Why it cannot be promoted, in words; empty when it can. */
  refusals: z.array(z.string()),
})
export type VariantResult = z.infer<typeof variantResult>

/** What was known when an experiment was stopped or, later, promoted: the decision, which nothing changes any more. */
export const experimentEnd = z.object({
  status: experimentStatus,
  winner: variantKey.nullable(),
  /** The decision in plain words, with its numbers. */
  summary: z.string(),
  assigned: z.number().int(),
  planned: z.number().int().nullable(),
  /** Every variant but the control in the experiment's own metric. */
  comparisons: z.array(metricComparison),
  measured_at: timestamp,
})
export type ExperimentEnd = z.infer<typeof experimentEnd>

/** `GET /experiments/:id/results`, as of now, from the jobs of the clients that are below the experiment's. */
export const experimentResults = z.object({
  experiment_id: uuid,
  state: experimentState,
  metric: experimentMetric,
  status: experimentStatus,
  winner: variantKey.nullable(),
  /** The outcome in plain words. */
  summary: z.string(),
  assigned: z.number().int(),
  planned: z.number().int().nullable(),
  sample_ratio: z.object({
    /** Null while there are too few jobs to say anything. */
    p_value: z.number().nullable(),
    skewed: z.boolean(),
  }),
  variants: z.array(variantResult),
  /** Every variant but the control in every metric; the experiment's own metric first. */
  comparisons: z.array(metricComparison),
  /** When the newest of its pieces was asked for; null without any. */
  newest_piece_at: timestamp.nullable(),
  /** Null while it runs, and where the numbers of its end were not kept. */
  at_end: experimentEnd.nullable(),
  measured_at: timestamp,
})
export type ExperimentResults = z.infer<typeof experimentResults>

/** Which variant of which experiment a job was given. `name` is null for somebody who does not see the experiment's client. */
export const jobExperiment = z.object({ id: uuid, variant: variantKey, name: z.string().nullable() })
export type JobExperiment = z.infer<typeof jobExperiment>
