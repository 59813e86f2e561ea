'use client'

import type { Client, Strategy, StrategyVersionOutcome } from '@hg/contracts'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { formatCount, formatDate, formatScore, formatUsd, plural } from '#lib/format.ts'
import { FeedbackOutcomes, Said } from './feedback-outcomes.tsx'
import { outcomeDays, type OutcomePeriod, useOutcomes } from '../get-outcomes.ts'

const OutcomeChart = dynamic(() => import('./outcome-chart.tsx').then((module) => module.OutcomeChart), {
  ssr: false,
  loading: () => <Skeleton className="h-56 w-full max-w-xl" />,
})

const periods: Record<OutcomePeriod, string> = {
  month: 'The last 30 days',
  quarter: 'The last 90 days',
  year: 'The last year',
  all: 'All time',
}

/** What a strategy's versions produced: how many pieces, how good, how long, at what cost. */
export function StrategyOutcomes({ strategy, client }: { strategy: Strategy; client: Client }) {
  const [period, setPeriod] = useState<OutcomePeriod>('quarter')
  const query = useOutcomes(client.id, strategy.id, period)
  return (
    <div>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <p className="max-w-[40rem] text-sm text-ink-3">
          Pieces of {client.name} and of all below it whose nearest strategy this was when they were requested.
        </p>
        <Select
          label="Period"
          className="w-48"
          value={period}
          onChange={setPeriod}
          groups={[
            {
              options: (Object.keys(outcomeDays) as OutcomePeriod[]).map((value) => ({ value, label: periods[value] })),
            },
          ]}
        />
      </div>
      <Loaded query={query} what="the results" shape="rows">
        {({ items, feedback }) =>
          items.length === 0 ? (
            <Blank title="No pieces yet">
              {period === 'all'
                ? 'No piece was requested by this strategy. A nearer one may have applied.'
                : `No piece was requested by this strategy in this time. Look at a longer one.`}
            </Blank>
          ) : (
            <>
              <Outcomes items={items} strategy={strategy} stale={query.isPlaceholderData} />
              <FeedbackOutcomes feedback={feedback} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function Outcomes({ items, strategy, stale }: { items: StrategyVersionOutcome[]; strategy: Strategy; stale: boolean }) {
  const minScore = strategy.standing.effective.quality?.min_score
  const scored = items.filter(({ quality }) => quality.mean !== null)
  return (
    <div className="grid gap-10">
      {scored.length > 0 && (
        <figure>
          <figcaption className="mb-2 font-medium">
            Mean score by version
            {minScore !== undefined && (
              <span className="ml-3 text-sm font-normal text-ink-3">
                dashed: the lowest that passes now, {minScore}
              </span>
            )}
          </figcaption>
          <OutcomeChart outcomes={items} current={strategy.version} minScore={minScore} />
        </figure>
      )}
      <DataTable
        caption="Results by version"
        columns={columns}
        rows={items}
        rowKey={({ version }) => String(version)}
        stale={stale}
      />
    </div>
  )
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)}%`
}

const columns: Column<StrategyVersionOutcome>[] = [
  {
    id: 'version',
    header: 'Version',
    cell: ({ version, first_at, last_at }) => (
      <>
        Version {version}
        {first_at && last_at && (
          <span className="block text-sm font-normal text-ink-3">
            {[...new Set([formatDate(first_at), formatDate(last_at)])].join(' to ')}
          </span>
        )}
      </>
    ),
  },
  {
    id: 'pieces',
    header: 'Pieces',
    look: 'w-36 text-right figures',
    cell: ({ pieces, failed, unfinished }) => (
      <>
        {formatCount(pieces)}
        {(failed > 0 || unfinished > 0) && (
          <span className="block text-sm text-ink-3">
            {[failed > 0 && `${failed} failed`, unfinished > 0 && `${unfinished} under way`].filter(Boolean).join(', ')}
          </span>
        )}
      </>
    ),
  },
  {
    id: 'score',
    header: 'Score',
    look: 'w-20 text-right figures',
    cell: ({ quality }) => formatScore(quality.mean),
  },
  {
    id: 'scores',
    header: 'Scores, 0 to 100',
    look: 'w-36',
    wideOnly: true,
    cell: ({ quality }) => <Distribution counts={quality.distribution} />,
  },
  {
    id: 'passed',
    header: 'Passed',
    look: 'w-20 text-right figures',
    cell: ({ quality }) => share(quality.passed, quality.scored),
  },
  {
    id: 'feedback',
    header: 'Feedback',
    look: 'w-28 text-right figures',
    cell: ({ feedback }) => <Said sum={feedback} />,
  },
  {
    id: 'words',
    header: 'Words',
    look: 'w-20 text-right figures',
    cell: ({ words }) => formatCount(words.mean),
  },
  {
    id: 'tokens',
    header: 'Tokens',
    look: 'w-24 text-right figures',
    wideOnly: true,
    cell: ({ tokens }) => formatCount(tokens.input + tokens.output),
  },
  {
    id: 'cost',
    header: 'Cost a piece',
    look: 'w-28 text-right figures',
    cell: ({ cost }) => (
      <>
        {formatUsd(cost.per_completed_usd)}
        <span className="block text-sm text-ink-3">{formatUsd(cost.total_usd)} in all</span>
      </>
    ),
  },
]

/** How many pieces have which score, in ten steps. */
function Distribution({ counts }: { counts: number[] }) {
  const most = Math.max(...counts, 1)
  const words = counts.flatMap((count, step) => (count > 0 ? [`${plural(count, 'piece')} from ${step * 10}`] : []))
  return (
    <span
      role="img"
      aria-label={words.join(', ') || 'No scores'}
      className="flex h-6 items-end gap-px border-b border-rule-2"
    >
      {counts.map((count, step) => (
        <span
          key={step}
          title={`${step * 10} to ${step * 10 + 10}: ${plural(count, 'piece')}`}
          className="flex-1 bg-ink-3"
          style={{ height: count === 0 ? 0 : `${Math.max(8, (count / most) * 100)}%` }}
        />
      ))}
    </span>
  )
}
