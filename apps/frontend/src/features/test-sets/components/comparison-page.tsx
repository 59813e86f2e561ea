'use client'

import type { Client, TestComparison, TestRun } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryStates } from 'nuqs'
import { Loaded } from '#components/loaded.tsx'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { BatchState } from '#features/batches/components/batch-state.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { ApiError } from '#lib/api.ts'
import { formatCount, formatDuration, formatScore, formatUsd } from '#lib/format.ts'
import { comparisonQuery } from '../test-runs.ts'
import { ComparedBrief } from './compared-brief.tsx'

/** Two runs of a test set side by side: `?a=&b=`, by the ids of their batches. */
export function ComparisonPage({ id }: { id: string }) {
  return (
    <ClientGate title="Comparison">
      {({ client, clients }) => (
        <Page>
          <Found client={client} clients={clients} id={id} />
        </Page>
      )}
    </ClientGate>
  )
}

function Found({ client, clients, id }: { client: Client; clients: Client[]; id: string }) {
  const [{ a, b }] = useQueryStates({ a: parseAsString.withDefault(''), b: parseAsString.withDefault('') })
  const query = useQuery(comparisonQuery(id, a, b))
  const list = `/clients/${client.slug}/prompts/test-sets`
  if (query.error instanceof ApiError && query.error.status < 500) {
    return (
      <Blank
        page
        role="alert"
        title="Nothing to compare"
        action={
          <Button asChild>
            <Link href={`${list}/${encodeURIComponent(id)}`}>To the test set</Link>
          </Button>
        }
      >
        These are not two runs of this test set, or it was removed.
      </Blank>
    )
  }
  return (
    <>
      <Trail path={lineage(clients, client.id)} here="Test sets" hereHref={list} />
      <Loaded query={query} what="the comparison" shape="rows">
        {(compared) => <Comparison compared={compared} href={`${list}/${id}`} />}
      </Loaded>
    </>
  )
}

function Comparison({ compared, href }: { compared: TestComparison; href: string }) {
  const { test_set, a, b, rows } = compared
  return (
    <>
      <div className="mt-3 mb-8">
        <PageHead
          title={`${nameOf(a)} and ${nameOf(b)}`}
          intro="The same briefs, written with both. So few pieces show how the texts differ; whether one version is better in general takes an experiment."
          actions={
            <Button asChild>
              <Link href={href}>To {test_set.name}</Link>
            </Button>
          }
        />
      </div>
      <Totals a={a} b={b} />
      {rows.length === 0 ? (
        <Blank title="The texts are gone">What these runs wrote was removed.</Blank>
      ) : (
        <ol className="mt-10">
          {rows.map((row, index) => (
            <ComparedBrief key={index} number={index + 1} row={row} names={[nameOf(a), nameOf(b)]} />
          ))}
        </ol>
      )}
    </>
  )
}

function nameOf({ template }: TestRun): string {
  return `${template.name || 'Template'}, version ${template.version}`
}

const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)}%`)
const rounded = (count: number | null) => formatCount(count === null ? null : Math.round(count))

const figures: { label: string; of: (run: TestRun) => string }[] = [
  { label: 'Written', of: ({ figures, batch }) => `${figures.written} of ${batch.size}` },
  {
    label: 'Mean score',
    of: ({ figures }) => formatScore(figures.mean_score === null ? null : Math.round(figures.mean_score * 10) / 10),
  },
  { label: 'Passed their checks', of: ({ figures }) => percent(figures.pass_rate) },
  { label: 'Cost a piece', of: ({ figures }) => formatUsd(figures.mean_cost_usd) },
  {
    label: 'Time a piece',
    of: ({ figures }) => (figures.mean_seconds === null ? '–' : formatDuration(figures.mean_seconds * 1000)),
  },
  { label: 'Tokens read, a piece', of: ({ figures }) => rounded(figures.mean_input_tokens) },
  { label: 'Tokens written, a piece', of: ({ figures }) => rounded(figures.mean_output_tokens) },
]

function Totals({ a, b }: { a: TestRun; b: TestRun }) {
  return (
    <table className="w-full max-w-[48rem] table-fixed border-collapse text-left">
      <caption className="sr-only">Means of both runs</caption>
      <thead>
        <tr className="border-b border-rule-2 text-sm text-ink-3">
          <th scope="col" className="py-2 pr-4 font-normal">
            <span className="sr-only">Figure</span>
          </th>
          {[a, b].map((run) => (
            <th key={run.batch.id} scope="col" className="py-2 pl-4 text-right font-normal">
              <Link href={`/batches/${run.batch.id}`} className="text-ink hover:text-accent">
                {nameOf(run)}
              </Link>
              <span className="mt-1 flex justify-end">
                <BatchState batch={run.batch} />
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map(({ label, of }) => (
          <tr key={label} className="border-b">
            <th scope="row" className="py-2 pr-4 font-normal text-ink-2">
              {label}
            </th>
            <td className="figures py-2 pl-4 text-right">{of(a)}</td>
            <td className="figures py-2 pl-4 text-right">{of(b)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
