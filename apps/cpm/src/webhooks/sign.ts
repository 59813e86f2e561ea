import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A new secret of 32 random bytes, as Standard Webhooks writes it: `whsec_<base64>`. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(32).toString('base64')
}

/** What a receiver verifies a delivery by. */
export interface SignedHeaders {
  'webhook-id': string
  /** Unix time in seconds. */
  'webhook-timestamp': string
  'webhook-signature': string
}

/**
 * Signs a delivery: HMAC-SHA256 over `<id>.<timestamp>.<body>`, one signature for each secret, space between them.
 * Source: Standard Webhooks 1.0.0, https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signDelivery(
  message: { id: string; body: string; at: Date },
  secrets: readonly string[],
): SignedHeaders {
  const timestamp = String(Math.floor(message.at.getTime() / 1000))
  const signed = `${message.id}.${timestamp}.${message.body}`
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  })
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
