import {
  type Client,
  effectiveProviderKey,
  type LlmProvider,
  type SaveProviderKeyRequest,
  saveProviderKeyRequest,
} from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { api } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { providerLabels } from '#lib/labels.ts'

const stale = [['provider-keys']]

export const saveProviderKeyForm = saveProviderKeyRequest.extend({ skip_test: z.boolean() })
export type SaveProviderKeyForm = z.infer<typeof saveProviderKeyForm>
export const saveProviderKeyFields = ['key']

/** Saves a client's own key to a provider, in the place of the one it had. */
export function useSaveProviderKey(
  client: Client,
  provider: LlmProvider,
  form: UseFormReturn<SaveProviderKeyForm>,
  onSaved: () => void,
) {
  return useSave({
    send: (body: SaveProviderKeyRequest) =>
      api(pathOf(client, provider), effectiveProviderKey, { method: 'PUT', body }),
    errors: { form, fields: saveProviderKeyFields },
    stale,
    saved: ({ key }) =>
      key?.state === 'accepted'
        ? `${providerLabels[provider]} accepts the key; it is saved`
        : `The key to ${providerLabels[provider]} is saved, untested`,
    onSaved,
  })
}

/** Takes a client's own key to a provider away. */
export function useRemoveProviderKey(client: Client, provider: LlmProvider) {
  return useSave({
    send: () => api(pathOf(client, provider), effectiveProviderKey, { method: 'DELETE' }),
    stale,
    saved: `The key to ${providerLabels[provider]} was removed`,
  })
}

function pathOf(client: Client, provider: LlmProvider): string {
  return `/smm/clients/${client.id}/provider-keys/${provider}`
}
