import {
  type ExperimentEnd,
  type ExperimentMetric,
  experimentMetric,
  type ExperimentResults,
  type ExperimentStatus,
  type MetricComparison,
  metricKinds,
  type VariantKey,
  type VariantResult,
} from '@hg/contracts'
import type { ExperimentRow, VariantOutcomeRow } from '@hg/db'
import type { Moments } from './statistics/compare.ts'
import { guardCost, guardPassRate } from './statistics/guardrails.ts'
import { judge, type Judgement } from './statistics/judge.ts'
import { checkSampleRatio } from './statistics/sample-ratio.ts'
import { describeComparison } from './statistics/words.ts'
import type { MeasuredRow } from './measured-row.ts'
import { refusalsOf } from './refusals.ts'
import { summarise, summariseEnd } from './summarise.ts'

/**
 * What an experiment says, from the jobs that were given its variants; of one that ended, what it said then as well.
 *
 * Who is counted, so that no choice of jobs tells of a difference that is not there: the sample ratio looks at every job that was
 * given a variant, whatever became of it. The pass rate and the cost are of all that completed or failed, since a variant
 * may make jobs fail; the other metrics of completed pieces, beside that pass rate. Cancelled jobs were ended by somebody,
 * and copies from the cache repeat a piece that is counted: both are given, and not measured. Repetitions, pieces written anew and
 * pieces that name their version are given no variant in the first place.
 */
export function measure(row: ExperimentRow, outcomes: readonly VariantOutcomeRow[], now: Date): ExperimentResults {
  const variants = row.variants.map((variant): MeasuredRow => toMeasured(variant, outcomes))
  const assigned = variants.reduce((sum, { jobs }) => sum + jobs.assigned, 0)
  const sampleRatio = checkSampleRatio(
    variants.map(({ key, weight, jobs }) => ({ key, weight, assigned: jobs.assigned })),
  )
  const tunedFor = row.plan?.tuned_for ?? row.minimum_sample * 2
  const judgeBy = (metric: ExperimentMetric) =>
    judge(
      variants.map(({ key, moments }) => ({ key, moments: moments[metric] })),
      { ...metricKinds[metric], tunedFor, minimum: row.minimum_sample, sampleRatio },
    )
  const main = judgeBy(row.metric)
  const metrics = [row.metric, ...experimentMetric.options.filter((metric) => metric !== row.metric)]
  const told = { variants, isSkewed: sampleRatio.skewed, isOver: row.state === 'stopped' }
  const comparisons = metrics.flatMap((metric) =>
    toComparisons(metric, metric === row.metric ? main : judgeBy(metric), told),
  )
  const newest = outcomes
    .map((one) => one.newest)
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1)
  const planned = row.plan?.jobs ?? null
  const status = statusOf(main, { isSkewed: sampleRatio.skewed, isFull: planned !== null && assigned >= planned })
  const results = {
    ...{ experiment_id: row.id, state: row.state, metric: row.metric, status, winner: main.winner },
    ...{ assigned, planned, sample_ratio: sampleRatio, comparisons },
    variants: variants.map((variant) =>
      toResult(variant, { row, variants, tunedFor, comparisons, sampleRatio, winner: main.winner }),
    ),
    newest_piece_at: newest === undefined ? null : new Date(newest).toISOString(),
    at_end: endOf(row),
    measured_at: now.toISOString(),
  }
  return { ...results, summary: summarise({ ...results, minimum: row.minimum_sample }) }
}

/** What was known when it ended, from the outcomes that were kept of that moment. */
function endOf(row: ExperimentRow): ExperimentEnd | null {
  const at = row.promoted_at ?? row.stopped_at
  if (!at || !row.ended_on) return null
  const then = measure({ ...row, ended_on: null }, row.ended_on, at)
  const { status, winner, assigned, planned, measured_at } = then
  return {
    ...{ status, winner, assigned, planned, measured_at },
    summary: summariseEnd({ ...then, minimum: row.minimum_sample }, row.promoted_variant),
    comparisons: then.comparisons.filter(({ metric }) => metric === row.metric),
  }
}

function toMeasured(
  { key, version, weight }: ExperimentRow['variants'][number],
  outcomes: readonly VariantOutcomeRow[],
): MeasuredRow {
  const found = outcomes.find(({ variant }) => variant === key)
  const { assigned = 0, completed = 0, failed = 0, cancelled = 0, cached = 0, cost_usd = '0' } = found ?? {}
  const moments = Object.fromEntries(
    experimentMetric.options.map((metric) => {
      const { count, mean, variance } = found?.metrics[metric] ?? { count: 0, mean: null, variance: null }
      return [metric, { count, mean: mean ?? 0, variance: variance ?? 0 }]
    }),
  ) as Record<ExperimentMetric, Moments>
  return { key, version, weight, jobs: { assigned, completed, failed, cancelled, cached }, cost_usd, moments }
}

function toComparisons(
  metric: ExperimentMetric,
  { comparisons }: Judgement<VariantKey>,
  { variants, isSkewed, isOver }: { variants: readonly MeasuredRow[]; isSkewed: boolean; isOver: boolean },
): MetricComparison[] {
  const [control] = variants
  if (!control) return []
  const controlMean = control.moments[metric].mean
  return comparisons.map(({ key, comparison, verdict }) => ({
    ...{ metric, variant: key, difference: comparison.difference, relative: comparison.relative, verdict },
    ...{ low: comparison.interval?.low ?? null, high: comparison.interval?.high ?? null },
    words: isSkewed
      ? 'Nothing can be said of it: the variants did not get the pieces that their weights promise.'
      : describeComparison(
          metric,
          { control: control.key, variant: key },
          { comparison, verdict, controlMean, isOver },
        ),
  }))
}

function statusOf(main: Judgement<VariantKey>, at: { isSkewed: boolean; isFull: boolean }): ExperimentStatus {
  if (at.isSkewed) return 'skewed'
  if (main.winner !== null) return 'winner'
  if (main.comparisons.some(({ verdict }) => verdict === 'too_few')) return 'too_early'
  return at.isFull ? 'no_difference' : 'open'
}

function toResult(
  variant: MeasuredRow,
  given: {
    row: ExperimentRow
    variants: readonly MeasuredRow[]
    tunedFor: number
    comparisons: readonly MetricComparison[]
    sampleRatio: ExperimentResults['sample_ratio']
    winner: ExperimentResults['winner']
  },
): VariantResult {
  const { key, version, weight, jobs, moments } = variant
  const { row, variants, tunedFor } = given
  const [control] = variants
  const isControl = control === undefined || control.key === key
  const guarded = { tunedFor, variants: variants.length }
  const guardrails = isControl
    ? null
    : {
        pass_rate: guardPassRate(control.moments.pass_rate, moments.pass_rate, {
          ...guarded,
          margin: row.pass_rate_margin,
        }),
        cost: guardCost(control.moments.cost, moments.cost, { ...guarded, margin: row.cost_margin }),
      }
  return {
    ...{ key, version, weight, ...jobs },
    unfinished: jobs.assigned - jobs.completed - jobs.failed - jobs.cancelled,
    total_usd: trimUsd(variant.cost_usd),
    metrics: experimentMetric.options.map((metric) => {
      const { count, mean, variance } = moments[metric]
      return {
        ...{ metric, pieces: count, mean: count > 0 ? mean : null },
        deviation: count > 1 ? Math.sqrt(variance) : null,
      }
    }),
    guardrails,
    refusals: refusalsOf(variant, { ...given, control: control ?? variant, guardrails }),
  }
}

const trimUsd = (amount: string) => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount)
