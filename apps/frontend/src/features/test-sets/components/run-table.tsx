'use client'

import type { TestRun, TestSet } from '@hg/contracts'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { BatchState } from '#features/batches/components/batch-state.tsx'
import { ChooseBox } from '#features/jobs/components/choose-box.tsx'
import { formatCount, formatDuration, formatScore, formatUsd } from '#lib/format.ts'
import { useTestRuns } from '../test-runs.ts'

/** The runs of a test set; two of them may be laid side by side. */
export function RunTable({ set, base }: { set: TestSet; base: string }) {
  const query = useTestRuns(set.id)
  const [chosen, setChosen] = useState<string[]>([])
  const columns = useMemo(() => columnsOf(chosen, setChosen), [chosen])
  return (
    <Loaded query={query} what="the runs" shape="rows">
      {(runs) =>
        runs.length === 0 ? (
          <Blank role="status" title="Not tried yet">
            Try a version, then another one: what they make of the same briefs is compared here.
          </Blank>
        ) : (
          <>
            {runs.length > 1 && <Compare base={base} runs={runs} chosen={chosen} />}
            <DataTable caption="Runs" columns={columns} rows={runs} rowKey={({ batch }) => batch.id} />
            <ShowMore query={query} count={runs.length} one="run" />
          </>
        )
      }
    </Loaded>
  )
}

function Compare({ base, runs, chosen }: { base: string; runs: TestRun[]; chosen: string[] }) {
  // The older one stands on the left.
  const [b, a] = runs.map(({ batch }) => batch.id).filter((id) => chosen.includes(id))
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
      <p className="text-sm text-ink-3">Choose two runs to lay them side by side.</p>
      {a !== undefined && b !== undefined ? (
        <Button asChild size="sm" look="primary">
          <Link href={`${base}/compare?a=${a}&b=${b}`}>Compare the two</Link>
        </Button>
      ) : (
        <Button size="sm" off="Choose two runs first.">
          Compare the two
        </Button>
      )}
    </div>
  )
}

const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)}%`)
const rounded = (count: number | null) => formatCount(count === null ? null : Math.round(count))

function columnsOf(chosen: string[], setChosen: (ids: string[]) => void): Column<TestRun>[] {
  return [
    {
      id: 'name',
      header: 'Run',
      cell: ({ batch, template, test_set_version }) => (
        <div className="flex gap-3">
          <ChooseBox
            name={`${template.name}, version ${template.version}`}
            choice={{
              isChosen: chosen.includes(batch.id),
              why: chosen.length === 2 && !chosen.includes(batch.id) ? 'two are chosen already' : null,
              onChoose: (is) => setChosen(is ? [...chosen, batch.id] : chosen.filter((id) => id !== batch.id)),
            }}
          />
          <div className="min-w-0">
            <RowLink href={`/batches/${batch.id}`} className="font-medium">
              {template.name || 'Template'}, version {template.version}
            </RowLink>
            <span className="block text-sm font-normal text-ink-3">
              <Ago at={batch.created_at} />, with the briefs of version {test_set_version}
            </span>
          </div>
        </div>
      ),
    },
    { id: 'state', header: 'Status', look: 'w-36', cell: ({ batch }) => <BatchState batch={batch} /> },
    {
      id: 'score',
      header: 'Score',
      look: 'figures w-20 text-right',
      cell: ({ figures }) => formatScore(figures.mean_score === null ? null : Math.round(figures.mean_score * 10) / 10),
    },
    {
      id: 'passed',
      header: 'Passed',
      look: 'figures w-20 text-right',
      cell: ({ figures }) => percent(figures.pass_rate),
    },
    {
      id: 'cost',
      header: 'Cost a piece',
      look: 'figures w-28 text-right',
      cell: ({ figures }) => formatUsd(figures.mean_cost_usd),
    },
    {
      id: 'time',
      header: 'Time',
      look: 'figures w-24 text-right',
      cell: ({ figures }) => (figures.mean_seconds === null ? '–' : formatDuration(figures.mean_seconds * 1000)),
    },
    {
      id: 'tokens',
      header: 'Tokens in, out',
      look: 'figures w-32 text-right',
      cell: ({ figures }) => (
        <>
          {rounded(figures.mean_input_tokens)}
          <span className="text-ink-3">, {rounded(figures.mean_output_tokens)}</span>
        </>
      ),
    },
  ]
}
