import type { Client, PromptProvider } from '@hg/contracts'
import Link from 'next/link'
import { useMemo } from 'react'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { typeLabel } from '#features/strategy/labels.ts'
import { whyNot } from '#lib/roles.ts'
import { copyHref } from './inherited-prompt.tsx'

/** Which template serves each content type, and whose it is. */
export function ProviderTable(props: { client: Client; clients: Client[]; rows: PromptProvider[] }) {
  const { client, clients, rows } = props
  const columns = useMemo(() => columnsFor(client, clients), [client, clients])
  return (
    <DataTable
      caption={`What serves ${client.name}`}
      columns={columns}
      rows={rows}
      rowKey={({ content_type }) => content_type}
      item={(row) => {
        const owner = clients.find(({ id }) => id === row.serves?.client_id)
        return (
          <div className="flex items-baseline justify-between gap-6">
            <span className="shrink-0">{typeLabel(row.content_type)}</span>
            <span className="min-w-0 text-right">
              <ServingTemplate client={client} row={row} owner={owner} />
              {row.serves && (
                <span className="block text-sm text-ink-3">
                  {row.serves.client_id === client.id ? 'This client' : row.serves.client_name}, version{' '}
                  {row.serves.version}
                </span>
              )}
              <CopyLink client={client} row={row} owner={owner} />
            </span>
          </div>
        )
      }}
    />
  )
}

function columnsFor(client: Client, clients: Client[]): Column<PromptProvider>[] {
  const byId = new Map(clients.map((one) => [one.id, one]))
  return [
    { id: 'type', header: 'For', look: 'w-48', cell: ({ content_type }) => typeLabel(content_type) },
    {
      id: 'template',
      header: 'Template',
      cell: (row) => <ServingTemplate client={client} row={row} owner={ownerOf(row)} />,
    },
    {
      id: 'from',
      header: 'From',
      look: 'w-56',
      cell: (row) => row.serves && <From client={client} owner={ownerOf(row)} serves={row.serves} />,
    },
    {
      id: 'version',
      header: 'Version',
      look: 'w-24 text-right figures',
      cell: ({ serves }) => serves?.version ?? '–',
    },
    {
      id: 'copy',
      header: 'Make one of its own',
      quietHeader: true,
      look: 'w-28 text-right',
      cell: (row) => <CopyLink client={client} row={row} owner={ownerOf(row)} />,
    },
  ]

  function ownerOf({ serves }: PromptProvider): Client | undefined {
    return serves ? byId.get(serves.client_id) : undefined
  }
}

interface ServingProps {
  client: Client
  row: PromptProvider
  /** Whose it is, where that client is among those that one works with. */
  owner: Client | undefined
}

/** The way to it is open to those who may read it: where it belongs, or from below. */
function ServingTemplate({ client, row, owner }: ServingProps) {
  const { serves, content_type } = row
  const place = owner ?? (serves?.open_below ? client : undefined)
  if (!serves)
    return (
      <StateMark shape="warning" tone="caution" loud>
        Nothing serves it
      </StateMark>
    )
  return (
    <>
      {place ? (
        <RowLink href={`/clients/${place.slug}/prompts/${serves.template_id}`} className="hover:underline">
          {serves.name}
        </RowLink>
      ) : (
        serves.name
      )}
      {serves.as !== content_type && <span className="text-sm font-normal text-ink-3"> for any content</span>}
    </>
  )
}

/** The way to a template of one's own that begins with what serves from above. */
function CopyLink({ client, row: { serves, content_type }, owner }: ServingProps) {
  if (!serves?.inherited || (!owner && !serves.open_below) || whyNot(client, 'member', '') !== null) return null
  return (
    <Link
      href={copyHref(client, { id: serves.template_id, kind: 'prompt' }, content_type)}
      aria-label={`Copy ${serves.name} to ${client.name} for ${typeLabel(content_type)}`}
      className="relative z-10 inline-block py-2 text-sm text-ink-2 hover:text-ink hover:underline md:py-0"
    >
      Copy
    </Link>
  )
}

function From(props: { client: Client; owner: Client | undefined; serves: NonNullable<PromptProvider['serves']> }) {
  const { client, owner, serves } = props
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2">
      {owner && <ClientMark type={owner.type} className="size-2.5" />}
      <span className="truncate">{serves.client_id === client.id ? 'This client' : serves.client_name}</span>
    </span>
  )
}
