import type { Webhook, WebhookDelivery } from '@hg/contracts'
import type { DeliveryRow, WebhookRow } from '@hg/db'

/** A webhook as everybody sees it. */
export function presentWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    client_id: row.client_id,
    url: row.url,
    description: row.description,
    events: row.events,
    is_enabled: row.is_enabled,
    disabled_for: row.disabled_for,
    failing_since: row.failing_since?.toISOString() ?? null,
    previous_secret_until: row.previous_secret_until?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }
}

/** What a receiver tells repetitions by. */
export function messageIdOf(deliveryId: string): string {
  return `msg_${deliveryId}`
}

/** A delivery as lists show it. */
export function presentDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    message_id: messageIdOf(row.id),
    webhook_id: row.webhook_id,
    event: row.event,
    subject_id: row.subject_id,
    callback_url: row.callback_url,
    status: row.status,
    attempts: row.attempts,
    next_attempt_at: row.status === 'pending' ? row.next_attempt_at.toISOString() : null,
    occurred_at: row.occurred_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
  }
}
