import { z } from 'zod'

/** What an experiment compares its variants by. */
export const experimentMetric = z.enum([
  'quality_score',
  'pass_rate',
  'repairs',
  'cost',
  'latency',
  'feedback',
  'edits',
])
export type ExperimentMetric = z.infer<typeof experimentMetric>

/** How a metric is to be read. A `share` is between 0 and 1: each piece counts as 0 or 1. A `mean` has its own unit. */
export interface MetricKind {
  kind: 'share' | 'mean'
  better: 'higher' | 'lower'
  label: string
  /** What is counted, and of which pieces. */
  meaning: string
}

export const metricKinds: Record<ExperimentMetric, MetricKind> = {
  quality_score: {
    kind: 'mean',
    better: 'higher',
    label: 'Quality score',
    meaning: 'Points from 0 to 100, of completed pieces as they were written',
  },
  pass_rate: {
    kind: 'share',
    better: 'higher',
    label: 'Pass rate',
    meaning: 'Pieces that passed their checks, of all that completed or failed',
  },
  repairs: {
    kind: 'mean',
    better: 'lower',
    label: 'Repairs',
    meaning: 'Rounds of repair by a model, for each completed piece',
  },
  cost: {
    kind: 'mean',
    better: 'lower',
    label: 'Cost',
    meaning: 'Everything that was charged, of pieces that completed or failed',
  },
  latency: {
    kind: 'mean',
    better: 'lower',
    label: 'Writing time',
    meaning: 'Seconds that the calls to models took, of completed pieces',
  },
  feedback: {
    kind: 'share',
    better: 'higher',
    label: 'Liked',
    meaning: 'Pieces that more people liked than disliked, of those that anybody rated',
  },
  edits: {
    kind: 'share',
    better: 'lower',
    label: 'Edited',
    meaning: 'Pieces that somebody edited since, of completed ones',
  },
}

/** Variants are named by a letter; `a` is the one that the others are compared with. */
export const variantKey = z.enum(['a', 'b', 'c', 'd', 'e'])
export type VariantKey = z.infer<typeof variantKey>
