import { clientCreate, type ClientCreate, clientDetails } from '@hg/contracts'
import { useRouter } from 'next/navigation'
import type { UseFormReturn } from 'react-hook-form'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

export const newClientFields = [...Object.keys(clientCreate.shape), 'facts.industry', 'facts.website']

/** Adds a client, and goes to its settings, where its facts are filled in. */
export function useCreateClient(form: UseFormReturn<ClientCreate>) {
  const router = useRouter()
  return useSave({
    send: (input: ClientCreate) => api('/smm/clients', clientDetails, { method: 'POST', body: input }),
    errors: { form, fields: newClientFields },
    stale: [['clients']],
    saved: ({ name }) => `${name} added`,
    onSaved: ({ slug }) => router.push(`/clients/${slug}/settings/general`),
  })
}
