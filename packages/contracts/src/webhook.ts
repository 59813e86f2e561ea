import { z } from 'zod'
import { text, timestamp, uuid } from './primitives.ts'

/**
 * What a webhook can be told of. `batch.ended`: the last piece of a batch has ended, again after a retry of what failed;
 * `budget.alert`: a monthly limit was reached, or a request was refused that would have passed it.
 */
export const webhookEvent = z.enum(['job.completed', 'job.failed', 'job.cancelled', 'batch.ended', 'budget.alert'])
export type WebhookEvent = z.infer<typeof webhookEvent>

/** What a delivery carries: an event, or the test that somebody asked for. */
export const deliveredEvent = z.enum([...webhookEvent.options, 'webhook.test'])
export type DeliveredEvent = z.infer<typeof deliveredEvent>

const longestUrl = 2000
const tooLong = `must have at most ${longestUrl} characters`

/**
 * An address of ours to call: absolute, without user name, password and fragment; written as the URL standard writes it.
 * Whether plain `http` and private addresses may be called is the installation's business.
 */
export const callbackUrl = z
  .string()
  .max(longestUrl, tooLong)
  .transform((given, context) => {
    const url = URL.parse(given)
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
      context.addIssue('must be an absolute https address without user name, password and fragment')
    else if (url.href.length > longestUrl) context.addIssue(`${tooLong} as it is sent, with every other sign escaped`)
    else return url.href
    return z.NEVER
  })

/** How many webhooks a client may have. */
export const maxWebhooks = 20

const description = text().trim().max(200, 'must have at most 200 characters')
const events = z
  .array(webhookEvent)
  .min(1, 'must name at least one event')
  .refine((all) => new Set(all).size === all.length, { error: 'must name each event once' })

/** A webhook as lists show it: everything but its secret. It is told of its client and of everything below it. */
export const webhook = z.object({
  id: uuid,
  client_id: uuid,
  url: z.string(),
  description: z.string(),
  events: z.array(webhookEvent),
  is_enabled: z.boolean(),
  /** `person`: somebody switched it off; `failing`: nothing arrived for days; `gone`: it answered 410. */
  disabled_for: z.enum(['person', 'failing', 'gone']).nullable(),
  /** Since when nothing has arrived there; null while it answers. */
  failing_since: timestamp.nullable(),
  /** Until when deliveries are signed with the secret before the last rotation, too. */
  previous_secret_until: timestamp.nullable(),
  created_at: timestamp,
})
export type Webhook = z.infer<typeof webhook>

/** A new webhook, or one whose secret was rotated. `secret` (`whsec_…`) is told this once. */
export const issuedWebhook = z.object({ webhook, secret: z.string() })
export type IssuedWebhook = z.infer<typeof issuedWebhook>

/** `POST /webhooks`. */
export const createWebhookRequest = z
  .strictObject({
    client_id: uuid,
    url: callbackUrl,
    events,
    description: description.optional(),
  })
  .meta({
    examples: [
      {
        client_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e',
        url: 'https://example.com/hooks/content',
        events: ['job.completed', 'job.failed'],
      },
    ],
  })
export type CreateWebhookRequest = z.infer<typeof createWebhookRequest>

/** `PATCH /webhooks/:id`: what is named changes. */
export const changeWebhookRequest = z
  .strictObject({
    url: callbackUrl.optional(),
    events: events.optional(),
    description: description.optional(),
    is_enabled: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { error: 'must change something' })
  .meta({ examples: [{ events: ['job.completed', 'batch.ended'], is_enabled: true }] })
export type ChangeWebhookRequest = z.infer<typeof changeWebhookRequest>

/** One try to deliver. `status` is the HTTP status of the answer; null when there was none, and `error` says why. */
export const deliveryAttempt = z.object({
  at: timestamp,
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  duration_ms: z.number().int().min(0),
})
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>

/** An event on its way to a webhook. `message_id` is what the receiver sees as `webhook-id`, the same at every try. */
export const webhookDelivery = z.object({
  id: uuid,
  message_id: z.string(),
  webhook_id: uuid,
  event: deliveredEvent,
  subject_id: uuid,
  /** Where it goes, when not to the webhook's own address. */
  callback_url: z.string().nullable(),
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.array(deliveryAttempt),
  /** Null once it has ended. */
  next_attempt_at: timestamp.nullable(),
  occurred_at: timestamp,
  ended_at: timestamp.nullable(),
})
export type WebhookDelivery = z.infer<typeof webhookDelivery>
