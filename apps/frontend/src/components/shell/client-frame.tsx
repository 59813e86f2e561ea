'use client'

import type { ReactNode } from 'react'
import { PlaceBar } from './place-nav.tsx'
import { clientPlaces } from './places.ts'
import { useShellClient } from './use-shell-client.ts'

/** What every page of a client stands in: the way to its other places. */
export function ClientFrame({ children }: { children: ReactNode }) {
  const client = useShellClient()
  return (
    <>
      {client?.archived && (
        <p role="status" className="border-b bg-sunk px-4 py-2 text-sm text-ink-2 sm:px-6 lg:px-10">
          {client.archived_at === null ? 'The client above is archived' : `${client.name} is archived`}: it takes no new
          content, and what there is stays.
        </p>
      )}
      {client && <PlaceBar label={`Places of ${client.name}`} places={clientPlaces} base={`/clients/${client.slug}`} />}
      {children}
    </>
  )
}
