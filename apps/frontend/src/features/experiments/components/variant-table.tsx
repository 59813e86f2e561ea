import { type Client, type Experiment, type ExperimentResults, metricKinds, type VariantResult } from '@hg/contracts'
import Link from 'next/link'
import { useMemo } from 'react'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { formatCount } from '#lib/format.ts'
import { formatMean, guardrailWords, letterOf, percentOf } from '../words.ts'
import { PromoteButton } from './promote-button.tsx'

/** The variants side by side: what each was given, how it did in what decides, and whether it may be promoted. */
export function VariantTable(props: { experiment: Experiment; results: ExperimentResults; clients: Client[] }) {
  const { experiment, results, clients } = props
  const columns = useMemo(() => columnsOf(experiment, results, clients), [experiment, results, clients])
  return <DataTable caption="Variants" columns={columns} rows={results.variants} rowKey={({ key }) => key} />
}

function columnsOf(experiment: Experiment, results: ExperimentResults, clients: Client[]): Column<VariantResult>[] {
  const owner = clients.find(({ id }) => id === experiment.template.client_id)
  const weights = results.variants.reduce((sum, { weight }) => sum + weight, 0)
  const mean = ({ metrics }: VariantResult, wanted: ExperimentResults['metric']) => {
    const found = metrics.find(({ metric }) => metric === wanted)
    return (
      <>
        <span className="figures">{formatMean(wanted, found?.mean ?? null)}</span>
        <span className="block text-sm text-ink-3">of {formatCount(found?.pieces ?? 0)}</span>
      </>
    )
  }
  const beside = (['pass_rate', 'cost'] as const).filter((metric) => metric !== results.metric)
  return [
    {
      id: 'variant',
      header: 'Variant',
      cell: ({ key, version, weight }) => (
        <>
          <span className="font-serif text-lg">{letterOf(key)}</span>{' '}
          {owner ? (
            <Link
              href={`/clients/${owner.slug}/prompts/${experiment.template.id}?version=${version}`}
              className="underline-offset-2 hover:underline"
            >
              Version {version}
            </Link>
          ) : (
            <>Version {version}</>
          )}
          <span className="block text-sm text-ink-3">
            {percentOf(weight / weights)} of the pieces{version === experiment.production && ', in use'}
          </span>
        </>
      ),
    },
    {
      id: 'jobs',
      header: 'Pieces',
      look: 'w-40',
      cell: (row) => (
        <>
          <span className="figures">{formatCount(row.assigned)}</span>
          <span className="block text-sm text-ink-3">{whatBecame(row)}</span>
        </>
      ),
    },
    {
      id: 'decisive',
      header: metricKinds[results.metric].label,
      look: 'w-28',
      cell: (row) => mean(row, results.metric),
    },
    ...beside.map((metric) => ({
      id: metric,
      header: metricKinds[metric].label,
      look: 'w-24',
      cell: (row: VariantResult) => mean(row, metric),
    })),
    {
      id: 'guardrails',
      header: 'Limits',
      look: 'w-52',
      cell: ({ guardrails }) =>
        guardrails === null ? (
          <span className="text-ink-3">The others are compared with it</span>
        ) : (
          <span className="grid gap-0.5">
            {(['pass_rate', 'cost'] as const).map((rail) => {
              const { label, shape, tone } = guardrailWords[guardrails[rail]]
              return (
                <StateMark key={rail} shape={shape} tone={tone} className="text-sm">
                  {metricKinds[rail].label} {label}
                </StateMark>
              )
            })}
          </span>
        ),
    },
    {
      id: 'promote',
      header: 'Promote',
      quietHeader: true,
      look: 'w-32',
      cell: (row) => <PromoteButton experiment={experiment} results={results} variant={row} owner={owner} />,
    },
  ]
}

function whatBecame({ failed, cancelled, unfinished, cached }: VariantResult): string {
  const parts = [
    [failed, 'failed'],
    [cancelled, 'cancelled'],
    [unfinished, 'under way'],
    [cached, 'from the cache'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${formatCount(count)} ${what}`)
    .join(', ')
}
