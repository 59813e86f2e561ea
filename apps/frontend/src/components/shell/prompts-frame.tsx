'use client'

import type { ReactNode } from 'react'
import { InnerPlaceBar } from './place-nav.tsx'
import { promptPlaces } from './places.ts'
import { useShellClient } from './use-shell-client.ts'

/** What the pages of a client's prompts stand in: the way from one to the others. */
export function PromptsFrame({ children }: { children: ReactNode }) {
  const client = useShellClient()
  return (
    <>
      {client && (
        <InnerPlaceBar
          label={`Prompts of ${client.name}`}
          places={promptPlaces}
          base={`/clients/${client.slug}/prompts`}
        />
      )}
      {children}
    </>
  )
}
