import { clientDetails, type ClientDetails, type ClientUpdate } from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { type ClientForm, clientFormFields } from './client-form-values.ts'

/** Saves a client's name, address and facts. Names stand in strategies and lists of pieces: these are read again, too. */
export function useSaveClient(id: string, form: UseFormReturn<ClientForm>, onSaved: (saved: ClientDetails) => void) {
  return useSave({
    send: (input: ClientUpdate) => api(`/smm/clients/${id}`, clientDetails, { method: 'PATCH', body: input }),
    errors: { form, fields: clientFormFields },
    stale: [['clients'], ['strategies'], ['strategy']],
    saved: 'Saved',
    onSaved,
  })
}
