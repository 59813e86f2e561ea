import type { ApiKey, Client } from '@hg/contracts'
import { useMemo, useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { Tag } from '#components/ui/state-mark.tsx'
import { cn } from '#lib/cn.ts'
import { useApiKeys } from '../get-api-keys.ts'
import { authorOf, scopeLabels } from '../words.ts'
import { ApiKeyState } from './api-key-state.tsx'
import { FinishRotation, RevokeKey } from './end-key.tsx'
import { RotateKeyButton, RotateKeyDialog } from './rotate-key.tsx'

/** The client's API keys, ended ones too. */
export function ApiKeyTable({ client }: { client: Client }) {
  const keys = useApiKeys(client.id)
  const { data } = keys
  const [rotating, setRotating] = useState<ApiKey | null>(null)
  const columns = useMemo(() => columnsFor(data ?? [], setRotating), [data])
  return (
    <>
      <RotateKeyDialog apiKey={rotating} onClose={() => setRotating(null)} />
      <Loaded query={keys} what="the API keys" shape="rows" place="section">
        {(rows) =>
          rows.length === 0 ? (
            <Blank title="No API keys yet">
              <p>
                With a key, a program of yours requests and reads what is written for {client.name} and the clients
                below it.
              </p>
            </Blank>
          ) : (
            <>
              <DataTable
                caption={`API keys of ${client.name}`}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.id}
              />
              <ShowMore query={keys} count={rows.length} one="key" />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function columnsFor(rows: ApiKey[], onRotate: (key: ApiKey) => void): Column<ApiKey>[] {
  return [
    { id: 'key', header: 'Key', cell: (row) => <KeyName apiKey={row} /> },
    {
      id: 'rights',
      header: 'Rights',
      look: 'w-36',
      cell: ({ scopes }) => (
        <span className="inline-flex flex-wrap gap-1">
          {scopes.map((scope) => (
            <Tag key={scope}>{scopeLabels[scope].short}</Tag>
          ))}
        </span>
      ),
    },
    {
      id: 'used',
      header: 'Last use',
      look: 'w-28',
      cell: ({ last_used_at }) =>
        last_used_at === null ? <span className="text-ink-3">Never</span> : <Ago at={last_used_at} />,
    },
    { id: 'made', header: 'Made', look: 'w-32', wideOnly: true, cell: (row) => <Made apiKey={row} /> },
    { id: 'state', header: 'State', look: 'w-40', cell: (row) => <ApiKeyState apiKey={row} /> },
    {
      id: 'actions',
      header: 'Actions',
      look: 'w-40 text-right',
      quietHeader: true,
      cell: (row) => (
        <Actions
          apiKey={row}
          forerunner={rows.find(({ id }) => id === row.rotated_from)}
          onRotate={() => onRotate(row)}
        />
      ),
    },
  ]
}

function KeyName({ apiKey: { name, prefix, state } }: { apiKey: ApiKey }) {
  return (
    <div className="min-w-0">
      <p className={cn('wrap-anywhere', state === 'live' ? 'font-medium' : 'text-ink-3')}>{name}</p>
      <p className="truncate font-mono text-xs text-ink-3">{prefix}…</p>
    </div>
  )
}

function Made({ apiKey: { created_at, created_by } }: { apiKey: ApiKey }) {
  const author = authorOf(created_by)
  return (
    <>
      <Ago at={created_at} />
      {author !== null && <span className="block truncate text-sm text-ink-3">by {author}</span>}
    </>
  )
}

/** Nothing can be done about a key that has ended. */
function Actions(props: { apiKey: ApiKey; forerunner: ApiKey | undefined; onRotate: () => void }) {
  const { apiKey, forerunner, onRotate } = props
  if (apiKey.state !== 'live') return null
  return (
    <div className="-ml-2.5 flex flex-wrap gap-1 md:ml-0 md:justify-end">
      {apiKey.replaced_by === null ? (
        <RotateKeyButton apiKey={apiKey} forerunner={forerunner} onOpen={onRotate} />
      ) : (
        <FinishRotation apiKey={apiKey} />
      )}
      <RevokeKey apiKey={apiKey} />
    </div>
  )
}
