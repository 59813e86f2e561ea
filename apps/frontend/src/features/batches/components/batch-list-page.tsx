'use client'

import type { Batch, Client } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import Link from 'next/link'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Age } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { formatCount, formatUsd } from '#lib/format.ts'
import { whyNot } from '#lib/roles.ts'
import { batchName } from '../batch-name.ts'
import { batchesQuery } from '../get-batches.ts'
import { isUnderWay } from '../progress.ts'
import { BatchProgress } from './batch-progress.tsx'
import { BatchState } from './batch-state.tsx'

const pollMs = 5000

/** A client's batches. */
export function BatchListPage() {
  return (
    <ClientPage
      title="Batches"
      intro="Up to 500 pieces asked for at once. A batch gives way to single pieces of other clients while it is written."
      actions={({ client }) => <NewBatchButton client={client} />}
    >
      {({ client, clients }) => <BatchList key={client.id} client={client} clients={clients} />}
    </ClientPage>
  )
}

interface Row {
  batch: Batch
  client: Client | undefined
}

const columns: Column<Row>[] = [
  {
    id: 'name',
    header: 'Batch',
    cell: ({ batch, client }) => (
      <>
        <RowLink href={`/batches/${batch.id}`} className="line-clamp-2 font-medium">
          {batchName(batch)}
        </RowLink>
        {(client || batch.is_trial) && (
          <span className="text-sm text-ink-3">
            {[batch.is_trial && 'A trial of a prompt', client && `for ${client.name}`].filter(Boolean).join(', ')}
          </span>
        )}
      </>
    ),
  },
  { id: 'state', header: 'Status', look: 'w-36', cell: ({ batch }) => <BatchState batch={batch} /> },
  {
    id: 'progress',
    header: 'Written',
    look: 'w-44',
    cell: ({ batch }) => (
      <>
        <span className="figures text-sm text-ink-2">
          {formatCount(batch.counts.completed)} of {formatCount(batch.size)}
        </span>
        <BatchProgress batch={batch} className="mt-1.5" />
      </>
    ),
  },
  { id: 'cost', header: 'Cost', look: 'figures w-24 text-right', cell: ({ batch }) => formatUsd(batch.cost_usd) },
  { id: 'age', header: 'Age', look: 'figures w-22 text-right', cell: ({ batch }) => <Age at={batch.created_at} /> },
]

function BatchList({ client, clients }: { client: Client; clients: Client[] }) {
  const query = useInfiniteQuery({
    ...batchesQuery(client.id),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isUnderWay)) === true ? pollMs : false,
  })
  const byId = new Map(clients.map((other) => [other.id, other]))
  return (
    <Loaded query={query} what="the batches" shape="rows">
      {(batches) =>
        batches.length === 0 ? (
          <Blank role="status" title="No batches yet" action={<NewBatchButton client={client} />}>
            Ask for many pieces at once: from a list of topics, or from a table.
          </Blank>
        ) : (
          <>
            <DataTable
              caption="Batches"
              columns={columns}
              rows={batches.map((batch) => ({
                batch,
                client: batch.client_id === client.id ? undefined : byId.get(batch.client_id),
              }))}
              rowKey={({ batch }) => batch.id}
            />
            <ShowMore query={query} count={batches.length} one="batch" many="batches" />
          </>
        )
      }
    </Loaded>
  )
}

function NewBatchButton({ client }: { client: Client }) {
  const archived = client.archived ? `${client.name} is archived and takes no new content.` : null
  return (
    <Button asChild look="primary" off={archived ?? whyNot(client, 'member', 'Requesting content')}>
      <Link href={`/clients/${client.slug}/batches/new`}>
        <Layers aria-hidden className="size-4" />
        New batch
      </Link>
    </Button>
  )
}
