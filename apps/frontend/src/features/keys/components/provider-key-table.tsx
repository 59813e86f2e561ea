import type { Client, EffectiveProviderKey } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { providerLabels } from '#lib/labels.ts'
import { providerKeysQuery } from '../get-provider-keys.ts'
import { authorOf } from '../words.ts'
import { ProviderKeyState } from './provider-key-state.tsx'
import { RemoveProviderKey } from './remove-provider-key.tsx'
import { SaveProviderKeyButton } from './save-provider-key.tsx'

/** Which key serves each provider for the client, and where it comes from. */
export function ProviderKeyTable({ client }: { client: Client }) {
  const keys = useQuery(providerKeysQuery(client.id))
  const columns = useMemo(() => columnsFor(client), [client])
  const item = (row: EffectiveProviderKey) => <Item client={client} row={row} />
  return (
    <Loaded query={keys} what="the provider keys" shape="rows" place="section">
      {({ items }) => (
        <DataTable
          caption={`Provider keys of ${client.name}`}
          columns={columns}
          rows={items}
          rowKey={(row) => row.provider}
          item={item}
        />
      )}
    </Loaded>
  )
}

function columnsFor(client: Client): Column<EffectiveProviderKey>[] {
  return [
    {
      id: 'provider',
      header: 'Provider',
      cell: ({ provider }) => <span className="font-medium">{providerLabels[provider]}</span>,
    },
    { id: 'source', header: 'Key', look: 'w-52', cell: (row) => <Source row={row} /> },
    { id: 'state', header: 'State', look: 'w-60', cell: (row) => <ProviderKeyState row={row} /> },
    { id: 'saved', header: 'Saved', look: 'w-36', cell: (row) => <Saved row={row} /> },
    {
      id: 'actions',
      header: 'Actions',
      look: 'w-44 text-right',
      quietHeader: true,
      cell: (row) => <Actions client={client} row={row} />,
    },
  ]
}

/** A row on small screens: of the platform's key there is nothing more to say. */
function Item({ client, row }: { client: Client; row: EffectiveProviderKey }) {
  return (
    <>
      <div className="flex items-baseline justify-between gap-6">
        <span className="text-md font-medium">{providerLabels[row.provider]}</span>
        <span className="min-w-0 text-right">
          <Source row={row} />
        </span>
      </div>
      {(row.key ?? row.source === 'none') && (
        <div className="mt-1.5 grid gap-1.5">
          <ProviderKeyState row={row} />
          {row.key && (
            <div className="text-sm text-ink-3">
              Saved: <Saved row={row} />
            </div>
          )}
        </div>
      )}
      <div className="mt-1 -ml-2.5">
        <Actions client={client} row={row} />
      </div>
    </>
  )
}

function Actions({ client, row }: { client: Client; row: EffectiveProviderKey }) {
  return (
    <div className="flex flex-wrap gap-1 md:justify-end">
      <SaveProviderKeyButton client={client} current={row} />
      {row.source === 'own' && <RemoveProviderKey client={client} current={row} />}
    </div>
  )
}

function Source({ row: { source, key } }: { row: EffectiveProviderKey }) {
  switch (source) {
    case 'own':
      return (
        <>
          Own key
          <LastFour lastFour={key?.last_four} />
        </>
      )
    case 'above':
      return (
        <>
          <span className="wrap-anywhere">From {key ? key.client_name : 'above'}</span>
          <LastFour lastFour={key?.last_four} />
        </>
      )
    case 'platform':
      return 'The platform’s'
    case 'none':
      return <span className="text-ink-3">None</span>
  }
}

function LastFour({ lastFour }: { lastFour: string | undefined }) {
  if (lastFour === undefined) return null
  return (
    <span className="block font-mono text-xs leading-5 text-ink-3">
      <span className="sr-only">ends in </span>
      <span aria-hidden>…</span>
      {lastFour}
    </span>
  )
}

function Saved({ row: { key } }: { row: EffectiveProviderKey }) {
  if (!key) return <span className="text-ink-3">–</span>
  const author = authorOf(key.saved_by)
  return (
    <>
      <Ago at={key.saved_at} />
      {author !== null && <span className="block truncate text-sm text-ink-3">by {author}</span>}
    </>
  )
}
