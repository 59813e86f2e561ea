import {
  type ApiKey,
  apiKey,
  type Client,
  createApiKeyRequest,
  type IssuedApiKey,
  issuedApiKey,
  type RotatedApiKey,
  rotatedApiKey,
} from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { api } from '#lib/api.ts'
import { endOfDay } from '#lib/days.ts'
import { useSave } from '#lib/forms/use-save.ts'

const stale = [['api-keys']]

/** Days, as date fields hold them; an empty one is none. */
export const createKeyForm = createApiKeyRequest.extend({ expires_at: z.string() })
export type CreateKeyForm = z.infer<typeof createKeyForm>
export const createKeyFields = Object.keys(createKeyForm.shape)

/** Makes a key. It works until the end of the day named. */
export function useCreateApiKey(
  client: Client,
  form: UseFormReturn<CreateKeyForm>,
  onSaved: (issued: IssuedApiKey) => void,
) {
  return useSave({
    send: ({ expires_at, ...rest }: CreateKeyForm) => {
      const body = { ...rest, ...moment('expires_at', expires_at) }
      return api(`/smm/clients/${client.id}/api-keys`, issuedApiKey, { method: 'POST', body })
    },
    errors: { form, fields: createKeyFields },
    stale,
    onSaved,
  })
}

export const rotateKeyForm = z.object({
  keep_old_until: z.string().min(1, 'must be a day'),
  expires_at: z.string(),
})
export type RotateKeyForm = z.infer<typeof rotateKeyForm>
export const rotateKeyFields = Object.keys(rotateKeyForm.shape)

/** Makes a key in the place of another, which works until the end of the day named. */
export function useRotateApiKey(
  key: ApiKey,
  form: UseFormReturn<RotateKeyForm>,
  onSaved: (rotated: RotatedApiKey) => void,
) {
  return useSave({
    send: (days: RotateKeyForm) => {
      const body = { ...moment('keep_old_until', days.keep_old_until), ...moment('expires_at', days.expires_at) }
      return api(`${pathOf(key)}/rotate`, rotatedApiKey, { method: 'POST', body })
    },
    errors: { form, fields: rotateKeyFields },
    stale,
    onSaved,
  })
}

/** Ends a key that another one replaces, before its time. */
export function useFinishRotation(key: ApiKey) {
  return useSave({
    send: () => api(`${pathOf(key)}/finish-rotation`, apiKey, { method: 'POST' }),
    stale,
    saved: 'The rotation is finished: only the new key works',
  })
}

/** Ends a key for good. */
export function useRevokeApiKey(key: ApiKey) {
  return useSave({
    send: () => api(`${pathOf(key)}/revoke`, apiKey, { method: 'POST' }),
    stale,
    saved: `${key.name} was revoked`,
  })
}

function pathOf(key: ApiKey): string {
  return `/smm/clients/${key.client_id}/api-keys/${key.id}`
}

function moment<Name extends string>(name: Name, day: string): Partial<Record<Name, string>> {
  const at = endOfDay(day)
  return at === null ? {} : ({ [name]: at } as Record<Name, string>)
}
