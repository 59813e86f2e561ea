'use client'

import { useRouter } from 'next/navigation'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { leave } from '#lib/leave-guard.ts'
import { toRequest } from '../form-values.ts'
import { createExperiment } from '../write-experiment.ts'
import { ExperimentForm } from './experiment-form.tsx'

/** A new experiment of a client. */
export function NewExperimentPage() {
  const router = useRouter()
  return (
    <ClientGate title="New experiment">
      {({ client, clients }) => {
        const list = `/clients/${client.slug}/prompts/experiments`
        return (
          <Page>
            <Trail path={lineage(clients, client.id)} here="Experiments" hereHref={list} />
            <PageHead
              className="mt-3 mb-8"
              title="New experiment"
              intro="It begins as a draft. Once it is started, each new piece is written with one of its variants, and nothing of it changes any more."
            />
            <RoleGate
              client={client}
              needs="admin"
              doing="Making experiments"
              title="You can read experiments, not make them"
            >
              <ExperimentForm
                key={client.id}
                client={client}
                clients={clients}
                draft={null}
                save="Save the draft"
                saved="The draft was saved"
                send={(values) => createExperiment(client.id, toRequest(values))}
                onSaved={({ id }) => router.replace(`${list}/${id}`)}
                onCancel={() => leave(() => router.push(list))}
              />
            </RoleGate>
          </Page>
        )
      }}
    </ClientGate>
  )
}
