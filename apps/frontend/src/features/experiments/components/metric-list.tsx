import { type ExperimentMetric, type ExperimentResults, type MetricComparison, metricKinds } from '@hg/contracts'
import { Tag } from '#components/ui/state-mark.tsx'
import { cn } from '#lib/cn.ts'
import { formatDifference, formatMean, letterOf } from '../words.ts'

/** Every metric: how each variant did, and where its true difference from the control lies. The one that decides first. */
export function MetricList({ results }: { results: ExperimentResults }) {
  const metrics = [...new Set(results.comparisons.map(({ metric }) => metric))]
  return (
    <ul className="border-t">
      {metrics.map((metric) => (
        <Metric key={metric} metric={metric} results={results} />
      ))}
    </ul>
  )
}

function Metric({ metric, results }: { metric: ExperimentMetric; results: ExperimentResults }) {
  const { label, meaning, better } = metricKinds[metric]
  const comparisons = results.comparisons.filter((one) => one.metric === metric)
  // One scale for a metric, so that its variants can be compared by sight.
  const reach = Math.max(...comparisons.flatMap(({ low, high }) => [Math.abs(low ?? 0), Math.abs(high ?? 0)]))
  return (
    <li className="grid gap-x-10 gap-y-3 border-b py-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <div>
        <h3 className="flex items-center gap-2 font-medium">
          {label}
          {metric === results.metric && <Tag>decides</Tag>}
        </h3>
        <p className="mt-0.5 text-sm text-ink-3">
          {meaning}. {better === 'higher' ? 'More' : 'Less'} is better.
        </p>
        <dl className="mt-2 grid max-w-48 gap-0.5 text-sm">
          {results.variants.map(({ key, metrics }) => (
            <div key={key} className="flex justify-between gap-4">
              <dt className="text-ink-3">{letterOf(key)}</dt>
              <dd className="figures">
                {formatMean(metric, metrics.find((one) => one.metric === metric)?.mean ?? null)}
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <ul className="grid content-start gap-4">
        {comparisons.map((comparison) => (
          <li key={comparison.variant}>
            <Interval comparison={comparison} reach={reach} />
            <p className={cn('mt-1.5 text-sm', comparison.verdict === 'open' ? 'text-ink-2' : 'text-ink')}>
              {comparison.words}
            </p>
          </li>
        ))}
      </ul>
    </li>
  )
}

const tones = { better: 'bg-positive', worse: 'bg-danger', open: 'bg-ink-3', too_few: 'bg-ink-3' }

/** The interval of a difference around the middle, which is none. Its words stand under it. */
function Interval({ comparison, reach }: { comparison: MetricComparison; reach: number }) {
  const { metric, variant, difference, low, high, verdict } = comparison
  const isKnown = low !== null && high !== null && verdict !== 'too_few' && reach > 0
  const place = (value: number) => 50 + (value / reach) * 46
  return (
    <div aria-hidden className="flex items-center gap-3">
      <span className="w-5 shrink-0 font-serif text-lg leading-none">{letterOf(variant)}</span>
      <div className="relative h-6 min-w-0 flex-1 bg-sunk">
        <div className="absolute inset-y-0 left-1/2 w-px bg-rule-2" />
        {isKnown && (
          <>
            <div
              className={cn('absolute top-1/2 h-1 -translate-y-1/2 rounded-sm', tones[verdict])}
              style={{ left: `${place(low)}%`, width: `${place(high) - place(low)}%` }}
            />
            <div
              className={cn('absolute top-1/2 size-2.5 -translate-1/2 rounded-full', tones[verdict])}
              style={{ left: `${place(difference)}%` }}
            />
          </>
        )}
      </div>
      <span className="figures w-24 shrink-0 text-right text-sm">
        {isKnown ? formatDifference(metric, difference) : '–'}
      </span>
    </div>
  )
}
