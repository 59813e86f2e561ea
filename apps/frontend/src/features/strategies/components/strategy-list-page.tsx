'use client'

import type { Client, StrategySummary } from '@hg/contracts'
import { Upload } from 'lucide-react'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { Section } from '#components/ui/section.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { plural } from '#lib/format.ts'
import { whyNot } from '#lib/roles.ts'
import { useStrategies } from '../get-strategies.ts'
import { typeLabel } from '#features/strategy/labels.ts'
import { ImportDialog } from './import-dialog.tsx'
import { authorName, StrategyState } from './strategy-state.tsx'
import { WhatApplies } from './what-applies.tsx'

const views = ['list', 'applies'] as const

/** A client's strategies, those it inherits, and what applies in the end. */
export function StrategyListPage() {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('list'))
  return (
    <ClientPage
      title="Strategies"
      intro={({ client }) =>
        `What pieces for ${client.name} must be. Where a strategy is silent, what stands above applies.`
      }
      actions={(found) => <Actions {...found} />}
    >
      {({ client, clients }) => (
        <Tabs
          label="Strategies"
          value={view}
          onChange={(next) => void setView(next)}
          tabs={[
            { value: 'list', label: 'Strategies', content: <Strategies client={client} clients={clients} /> },
            { value: 'applies', label: 'What applies', content: <WhatApplies client={client} clients={clients} /> },
          ]}
        />
      )}
    </ClientPage>
  )
}

function Actions({ client, clients }: { client: Client; clients: Client[] }) {
  const [importing, setImporting] = useState(false)
  const off = whyNot(client, 'admin', 'Making strategies')
  return (
    <>
      <Button off={off} onClick={() => setImporting(true)}>
        <Upload aria-hidden className="size-4" />
        Import
      </Button>
      <Button asChild look="primary" off={off}>
        <Link href={`/clients/${client.slug}/strategies/new`}>New strategy</Link>
      </Button>
      <ImportDialog target={{ clientId: client.id }} clients={clients} open={importing} onOpenChange={setImporting} />
    </>
  )
}

function Strategies({ client, clients }: { client: Client; clients: Client[] }) {
  const query = useStrategies(client.id)
  return (
    <Loaded query={query} what="strategies" shape="rows">
      {(strategies) => (
        <div className="grid gap-12">
          <OwnStrategies client={client} rows={strategies.filter(({ inherited }) => !inherited)} />
          <InheritedStrategies clients={clients} rows={strategies.filter(({ inherited }) => inherited)} />
          {query.hasNextPage && <ShowMore query={query} count={strategies.length} one="strategy" many="strategies" />}
        </div>
      )}
    </Loaded>
  )
}

function OwnStrategies({ client, rows }: { client: Client; rows: StrategySummary[] }) {
  const columns = useMemo(() => ownColumns(client), [client])
  if (rows.length === 0) {
    return (
      <Blank title={`${client.name} has no strategy of its own`}>
        What stands above applies as it is. A new strategy only has to say what is different here.
      </Blank>
    )
  }
  return <DataTable caption={`Strategies of ${client.name}`} columns={columns} rows={rows} rowKey={({ id }) => id} />
}

function ownColumns(client: Client): Column<StrategySummary>[] {
  return [
    {
      id: 'name',
      header: 'Strategy',
      cell: ({ id, name, message }) => (
        <>
          <RowLink href={`/clients/${client.slug}/strategies/${id}`} className="font-medium hover:underline">
            {name}
          </RowLink>
          {message && <span className="block truncate text-sm font-normal text-ink-3">{message}</span>}
        </>
      ),
    },
    { id: 'type', header: 'For', look: 'w-44', cell: ({ content_type }) => typeLabel(content_type) },
    { id: 'state', header: 'State', look: 'w-28', cell: (row) => <StrategyState strategy={row} /> },
    { id: 'fields', header: 'Says', look: 'w-36', cell: (row) => <FieldCount row={row} /> },
    {
      id: 'version',
      header: 'Version',
      look: 'w-52',
      cell: ({ version, author, updated_at }) => (
        <>
          {version}
          <span className="block truncate text-sm text-ink-3">
            {authorName(author)}, <Ago at={updated_at} />
          </span>
        </>
      ),
    },
  ]
}

function InheritedStrategies({ clients, rows }: { clients: Client[]; rows: StrategySummary[] }) {
  const columns = useMemo(() => inheritedColumns(clients), [clients])
  if (rows.length === 0) return null
  return (
    <Section title="Inherited" help="In use above, from the top down. Each one changes what the ones before it say.">
      <DataTable caption="Inherited strategies" columns={columns} rows={rows} rowKey={({ id }) => id} />
    </Section>
  )
}

function inheritedColumns(clients: Client[]): Column<StrategySummary>[] {
  const byId = new Map(clients.map((client) => [client.id, client]))
  return [
    {
      id: 'name',
      header: 'Strategy',
      cell: ({ id, name, client_id }) => {
        const owner = byId.get(client_id)
        return owner ? (
          <RowLink href={`/clients/${owner.slug}/strategies/${id}`} className="hover:underline">
            {name}
          </RowLink>
        ) : (
          name
        )
      },
    },
    {
      id: 'client',
      header: 'Of',
      look: 'w-56',
      cell: ({ client_id, client_name }) => {
        const type = byId.get(client_id)?.type
        return (
          <span className="inline-flex min-w-0 max-w-full items-center gap-2">
            {type && <ClientMark type={type} className="size-2.5" />}
            <span className="truncate">{client_name}</span>
          </span>
        )
      },
    },
    { id: 'type', header: 'For', look: 'w-44', cell: ({ content_type }) => typeLabel(content_type) },
    { id: 'fields', header: 'Says', look: 'w-36', cell: (row) => <FieldCount row={row} /> },
    { id: 'version', header: 'Version', look: 'w-20', cell: ({ version }) => version },
  ]
}

function FieldCount({ row }: { row: StrategySummary }) {
  return (
    <>
      {plural(row.field_count, 'field')}
      {row.locked_count > 0 && <span className="block text-sm text-ink-3">{row.locked_count} locked</span>}
    </>
  )
}
