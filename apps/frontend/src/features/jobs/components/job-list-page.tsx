'use client'

import { ClientKind, Page, PageHead, Trail } from '#components/page-head.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { JobList } from './job-list.tsx'
import { NewContentButton } from './new-content-button.tsx'

/** A client's page: who it is, and its content. */
export function JobListPage() {
  return (
    <ClientGate title="Content">
      {({ client, clients }) => (
        <Page>
          <Trail path={lineage(clients, client.id).slice(0, -1)} />
          <PageHead
            className="mt-1.5"
            title={client.name}
            intro={<ClientKind client={client} />}
            actions={<NewContentButton client={client} />}
          />
          <JobList key={client.id} client={client} clients={clients} />
        </Page>
      )}
    </ClientGate>
  )
}
