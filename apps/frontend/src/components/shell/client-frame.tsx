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
      {client && <PlaceBar label={`Places of ${client.name}`} places={clientPlaces} base={`/clients/${client.slug}`} />}
      {children}
    </>
  )
}
