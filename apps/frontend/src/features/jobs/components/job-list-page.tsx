'use client'

import { Page, ClientKind, Trail } from '#components/page-head.tsx'
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
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
            <div>
              <Trail path={lineage(clients, client.id).slice(0, -1)} />
              <h1 className="mt-1.5 font-serif text-3xl font-medium tracking-tight">{client.name}</h1>
              <p className="mt-1.5">
                <ClientKind client={client} />
              </p>
            </div>
            <NewContentButton client={client} />
          </div>
          <JobList key={client.id} client={client} clients={clients} />
        </Page>
      )}
    </ClientGate>
  )
}
