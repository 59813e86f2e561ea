'use client'

import type { Client, Experiment } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { RoleFieldset } from '#components/role-gate.tsx'
import { Section } from '#components/ui/section.tsx'
import { leave } from '#lib/leave-guard.ts'
import { useRouter } from 'next/navigation'
import { toRequest } from '../form-values.ts'
import { experimentQuery } from '../get-experiments.ts'
import { changeExperiment } from '../write-experiment.ts'
import { ExperimentForm } from './experiment-form.tsx'
import { DeleteButton, StartButton } from './lifecycle-buttons.tsx'

/** A draft: changed until it is started. */
export function DraftDesk(props: { experiment: Experiment; client: Client; clients: Client[]; list: string }) {
  const { experiment, client, clients, list } = props
  const router = useRouter()
  const queryClient = useQueryClient()
  return (
    <>
      <RoleFieldset client={client} needs="admin" doing="Changing experiments">
        <ExperimentForm
          key={experiment.revision}
          client={client}
          clients={clients}
          draft={experiment}
          save="Save the draft"
          saved="The draft was saved"
          send={(values) =>
            changeExperiment(experiment.id, { base_revision: experiment.revision, ...toRequest(values) })
          }
          onSaved={(stored) => queryClient.setQueryData(experimentQuery(experiment.id).queryKey, stored)}
          onCancel={() => leave(() => router.push(list))}
        />
      </RoleFieldset>
      <Section
        title="Start"
        help="From then on each new piece that the template serves is written with one of the variants, decided by chance. Nothing of the experiment changes any more; it can be stopped at any time."
      >
        <div className="flex flex-wrap gap-2">
          <StartButton experiment={experiment} client={client} />
          <DeleteButton experiment={experiment} client={client} onDeleted={() => router.replace(list)} />
        </div>
      </Section>
    </>
  )
}
