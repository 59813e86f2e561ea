import type { Client, PromptProvider } from '@hg/contracts'
import { useMemo } from 'react'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { typeLabel } from '#features/strategy/labels.ts'

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
              <ServingTemplate row={row} owner={owner} />
              {row.serves && (
                <span className="block text-sm text-ink-3">
                  {row.serves.client_id === client.id ? 'This client' : row.serves.client_name}, version{' '}
                  {row.serves.version}
                </span>
              )}
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
    { id: 'template', header: 'Template', cell: (row) => <ServingTemplate row={row} owner={ownerOf(row)} /> },
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
  ]

  function ownerOf({ serves }: PromptProvider): Client | undefined {
    return serves ? byId.get(serves.client_id) : undefined
  }
}

/** The way to it is open to those who may read it where it belongs. */
function ServingTemplate({ row, owner }: { row: PromptProvider; owner: Client | undefined }) {
  const { serves, content_type } = row
  if (!serves)
    return (
      <StateMark shape="warning" tone="caution" loud>
        Nothing serves it
      </StateMark>
    )
  return (
    <>
      {owner ? (
        <RowLink href={`/clients/${owner.slug}/prompts/${serves.template_id}`} className="hover:underline">
          {serves.name}
        </RowLink>
      ) : (
        serves.name
      )}
      {serves.as !== content_type && <span className="text-sm font-normal text-ink-3"> for any content</span>}
    </>
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
