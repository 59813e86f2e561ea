'use client'

import type { ReactNode } from 'react'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { Page, Trail } from '../page-head.tsx'
import { PlaceList } from './place-nav.tsx'
import { accountPlaces, settingsPlaces } from './places.ts'

/** What the settings of a client stand in. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <ClientGate>
      {({ client, clients }) => (
        <Page>
          <Trail path={lineage(clients, client.id)} here="Settings" />
          <Beside>
            <PlaceList label="Settings" places={settingsPlaces} base={`/clients/${client.slug}/settings`} />
            <div className="min-w-0">{children}</div>
          </Beside>
        </Page>
      )}
    </ClientGate>
  )
}

/** What the pages of one's own account stand in. */
export function AccountFrame({ children }: { children: ReactNode }) {
  return (
    <Page>
      <Trail path={[]} here="Account" />
      <Beside>
        <PlaceList label="Account" places={accountPlaces} base="/account" />
        <div className="min-w-0">{children}</div>
      </Beside>
    </Page>
  )
}

function Beside({ children }: { children: ReactNode }) {
  return <div className="mt-3 grid gap-x-14 gap-y-6 lg:grid-cols-[10rem_minmax(0,1fr)]">{children}</div>
}
