'use client'

import type { Client, ExperimentSummary } from '@hg/contracts'
import { metricKinds } from '@hg/contracts'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { typeLabel } from '#features/strategy/labels.ts'
import { whyNot } from '#lib/roles.ts'
import { useExperiments } from '../get-experiments.ts'
import { letterOf } from '../words.ts'
import { ExperimentStateMark } from './experiment-state.tsx'

/** The experiments of a client and of those below it. */
export function ExperimentsPage() {
  return (
    <ClientPage
      title="Experiments"
      intro="Versions of one template, given to real pieces by chance and compared by what came of them."
      actions={({ client }) => (
        <Button asChild look="primary" off={whyNot(client, 'admin', 'Making experiments')}>
          <Link href={`/clients/${client.slug}/prompts/experiments/new`}>
            <Plus aria-hidden className="size-4" />
            New experiment
          </Link>
        </Button>
      )}
    >
      {({ client }) => <Experiments key={client.id} client={client} />}
    </ClientPage>
  )
}

function Experiments({ client }: { client: Client }) {
  const query = useExperiments(client.id)
  const columns = useMemo(() => columnsOf(client), [client])
  return (
    <Loaded query={query} what="the experiments" shape="rows">
      {(rows) =>
        rows.length === 0 ? (
          <Blank title={`No experiments at ${client.name}`}>
            Once a template has two versions, an experiment tells which of them writes better pieces, and whether chance
            explains it as well.
          </Blank>
        ) : (
          <>
            <DataTable
              caption={`Experiments of ${client.name}`}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
            {query.hasNextPage && <ShowMore query={query} count={rows.length} one="experiment" />}
          </>
        )
      }
    </Loaded>
  )
}

function columnsOf(client: Client): Column<ExperimentSummary>[] {
  return [
    {
      id: 'name',
      header: 'Experiment',
      cell: ({ id, name, template, client_id, client_name }) => (
        <>
          <RowLink href={`/clients/${client.slug}/prompts/experiments/${id}`} className="font-medium hover:underline">
            {name}
          </RowLink>
          <span className="block truncate text-sm font-normal text-ink-3">
            {template.name ?? 'An inherited template'}
            {client_id !== client.id && `, at ${client_name}`}
          </span>
        </>
      ),
    },
    { id: 'type', header: 'For', look: 'w-36', cell: ({ content_type }) => typeLabel(content_type) },
    { id: 'metric', header: 'Decides', look: 'w-32', cell: ({ metric }) => metricKinds[metric].label },
    {
      id: 'variants',
      header: 'Variants',
      look: 'w-44',
      cell: ({ variants }) => variants.map(({ key, version }) => `${letterOf(key)} ${version}`).join(' · '),
    },
    { id: 'state', header: 'State', look: 'w-36', cell: (row) => <ExperimentStateMark {...row} /> },
    {
      id: 'since',
      header: 'Since',
      look: 'w-28',
      cell: ({ created_at, started_at, stopped_at }) => <Ago at={stopped_at ?? started_at ?? created_at} />,
    },
  ]
}
