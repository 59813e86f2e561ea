import {
  type Client,
  createWebhookRequest,
  type IssuedWebhook,
  issuedWebhook,
  type Webhook,
  webhook,
  type WebhookDelivery,
  webhookDelivery,
} from '@hg/contracts'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { api, noAnswer } from '#lib/api.ts'
import { useSave } from '#lib/forms/use-save.ts'

const stale = [['webhooks']]

export const webhookForm = createWebhookRequest
  .omit({ client_id: true })
  .extend({ url: z.url({ protocol: /^https?$/, error: 'must be a web address, such as https://example.com/hooks' }) })
export type WebhookForm = z.infer<typeof webhookForm>
export const webhookFields = Object.keys(webhookForm.shape)

/** Makes a webhook for a client. */
export function useCreateWebhook(
  client: Client,
  form: UseFormReturn<WebhookForm>,
  onSaved: (issued: IssuedWebhook) => void,
) {
  return useSave({
    send: (fields: WebhookForm) =>
      api('/cpm/webhooks', issuedWebhook, { method: 'POST', body: { client_id: client.id, ...fields } }),
    errors: { form, fields: webhookFields },
    stale,
    onSaved,
  })
}

/** Changes the address, the events or the note of a webhook. */
export function useChangeWebhook(hook: Webhook, form: UseFormReturn<WebhookForm>, onSaved: () => void) {
  return useSave({
    send: (fields: WebhookForm) => api(pathOf(hook), webhook, { method: 'PATCH', body: fields }),
    errors: { form, fields: webhookFields },
    stale,
    saved: 'The webhook was changed',
    onSaved,
  })
}

/** Switches a webhook on or off. */
export function useSwitchWebhook(hook: Webhook) {
  return useSave({
    send: (is_enabled: boolean) => api(pathOf(hook), webhook, { method: 'PATCH', body: { is_enabled } }),
    stale,
    saved: ({ is_enabled }) => (is_enabled ? 'The webhook is on' : 'The webhook is off'),
    failed: 'The webhook was not switched',
  })
}

/** Puts a new secret in place of a webhook's. */
export function useRotateSecret(hook: Webhook, onSaved: (issued: IssuedWebhook) => void) {
  return useSave({
    send: () => api(`${pathOf(hook)}/rotate-secret`, issuedWebhook, { method: 'POST' }),
    stale,
    onSaved,
  })
}

/** Removes a webhook for good. */
export function useRemoveWebhook(hook: Webhook) {
  return useSave({
    send: () => api(pathOf(hook), noAnswer, { method: 'DELETE' }),
    stale,
    saved: 'The webhook was removed',
  })
}

/** Sends a test. What came of it stands among the deliveries. */
export function useTestWebhook(hook: Webhook) {
  return useSave({
    send: () => api(`${pathOf(hook)}/test`, webhookDelivery, { method: 'POST' }),
    stale,
    failed: 'The test was not sent',
  })
}

/** Sends an ended delivery again. */
export function useRedeliver(delivery: WebhookDelivery) {
  return useSave({
    send: () =>
      api(`/cpm/webhooks/${delivery.webhook_id}/deliveries/${delivery.id}/redeliver`, webhookDelivery, {
        method: 'POST',
      }),
    stale,
    failed: 'It was not sent again',
  })
}

function pathOf({ id }: Webhook): string {
  return `/cpm/webhooks/${id}`
}
