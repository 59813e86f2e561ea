import { Webhook } from 'standardwebhooks'

/** What a webhook is told. Tell repetitions by the header `webhook-id`. */
export interface WebhookMessage {
  type: string
  timestamp: string
  data: Record<string, unknown>
}

/** Headers as Node’s servers have them: `request.headers`. Named here, so that no types of Node’s are needed. */
export type ReceivedHeaders = Record<string, string | string[] | undefined>

/**
 * Verifies what arrived at a webhook, and reads it.
 *
 * @param secret `whsec_…`, as it was shown when the webhook was made
 * @param headers those of the request; `webhook-id`, `webhook-timestamp` and `webhook-signature` are read
 * @param body the raw text of the body: parsed and written again it is another one
 * @throws {Error} when it was not signed with this secret, or longer than five minutes ago
 */
export function verifyWebhook(secret: string, headers: ReceivedHeaders | Headers, body: string): WebhookMessage {
  const entries = headers instanceof Headers ? Object.fromEntries(headers) : headers
  return new Webhook(secret).verify(body, entries as Record<string, string>) as WebhookMessage
}
