'use client'

import { useQuery } from '@tanstack/react-query'
import { SettingsPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { clientQuery } from '../get-client.ts'
import { ArchiveSection } from './archive-section.tsx'
import { ClientSettingsForm } from './client-settings-form.tsx'
import { PlaceSection } from './place-section.tsx'

/** What a client is called, what is known about it, where it stands, and whether it takes new content. */
export function GeneralSettingsPage() {
  return (
    <SettingsPage title="General" intro="What the client is called, what is known about it, and where it stands.">
      {({ client, clients }) => <Settings key={client.id} id={client.id} clients={clients} />}
    </SettingsPage>
  )
}

function Settings({ id, clients }: { id: string; clients: Parameters<typeof PlaceSection>[0]['clients'] }) {
  const details = useQuery(clientQuery(id))
  return (
    <Loaded query={details} what="the client" shape="form">
      {(client) => (
        <>
          <ClientSettingsForm client={client} />
          <PlaceSection client={client} clients={clients} />
          {client.type !== 'root' && <ArchiveSection client={client} clients={clients} />}
        </>
      )}
    </Loaded>
  )
}
