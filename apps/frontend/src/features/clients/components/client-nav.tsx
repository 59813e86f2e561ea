'use client'

import { Search } from 'lucide-react'
import { Failed } from '#components/ui/failed.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClients } from '../get-clients.ts'
import { ClientTree } from './client-tree.tsx'

/** The client selector: a search and the tree, with its own loading, error and empty states. */
export function ClientNav({ currentId, onSearch }: { currentId: string | undefined; onSearch: () => void }) {
  const { data: clients, error, refetch, isFetching } = useClients()
  return (
    <nav aria-label="Clients" className="flex min-h-0 flex-1 flex-col gap-3 px-3 py-3">
      <button
        type="button"
        onClick={onSearch}
        disabled={!clients?.length}
        className="flex h-10 items-center gap-2 rounded-md border border-rule-2 bg-raised px-2.5 text-left text-ink-3 hover:border-field hover:text-ink-2 md:h-9"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1">Find a client</span>
        <kbd className="hidden font-mono text-xs lg:block">Ctrl K</kbd>
      </button>
      {clients && clients.length > 0 && <ClientTree clients={clients} currentId={currentId} />}
      {clients?.length === 0 && (
        <p className="px-2 text-sm text-ink-3">No clients yet. Ask whoever invited you to give you a role.</p>
      )}
      {!clients && !error && (
        <div role="status" className="grid gap-4 px-2 py-2">
          <span className="sr-only">Loading clients</span>
          {['w-28', 'w-40', 'w-36', 'w-44', 'w-32'].map((width) => (
            <Skeleton key={width} className={width} />
          ))}
        </div>
      )}
      {!clients && error && (
        <Failed
          place="line"
          className="mx-2 text-sm"
          title="Clients could not be loaded"
          error={error}
          busy={isFetching}
          onRetry={() => void refetch()}
        />
      )}
    </nav>
  )
}
