'use client'

import type { Client } from '@hg/contracts'
import { Plus, Search } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Switch } from '#components/ui/choice.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClientStore } from '../client-store.ts'
import { useClients } from '../get-clients.ts'
import { canTakeClients, placesForNew } from '../places-for.ts'
import { ClientTree } from './client-tree.tsx'

/** The client selector: a search, the tree and what is done with it, with its own loading, error and empty states. */
export function ClientNav({ currentId, onSearch }: { currentId: string | undefined; onSearch: () => void }) {
  const { data: clients, error, refetch, isFetching } = useClients()
  return (
    <nav aria-label="Clients" className="flex min-h-0 flex-1 flex-col gap-3 px-3 py-3">
      <button
        type="button"
        onClick={onSearch}
        disabled={!clients?.length}
        className="flex h-10 shrink-0 items-center gap-2 rounded-md border border-rule-2 bg-raised px-2.5 text-left text-ink-3 hover:border-field hover:text-ink-2 md:h-9"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1">Find a client</span>
        <kbd className="hidden font-mono text-xs lg:block">Ctrl K</kbd>
      </button>
      {clients && clients.length > 0 && (
        <div className="-mx-3 min-h-0 overflow-y-auto px-3">
          <ClientTree clients={clients} currentId={currentId} />
        </div>
      )}
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
      {clients && <TreeActions clients={clients} currentId={currentId} />}
    </nav>
  )
}

/** Below the tree: a new client, for those who may make one, and whether archived ones are shown. */
function TreeActions({ clients, currentId }: { clients: Client[]; currentId: string | undefined }) {
  const showArchived = useClientStore((state) => state.showArchived)
  const setShowArchived = useClientStore((state) => state.setShowArchived)
  const current = clients.find(({ id }) => id === currentId)
  const under = current && canTakeClients(current) ? `?under=${current.slug}` : ''
  return (
    <div className="mt-auto grid shrink-0 gap-1 px-2 pt-1">
      {placesForNew(clients).length > 0 && (
        <Button asChild look="quiet" size="sm" className="-ml-2.5 justify-self-start">
          <Link href={`/clients/new${under}`}>
            <Plus aria-hidden className="size-4" />
            New client
          </Link>
        </Button>
      )}
      <div className="text-sm text-ink-2">
        <Switch label="Show archived" checked={showArchived} onChange={setShowArchived} />
      </div>
    </div>
  )
}
