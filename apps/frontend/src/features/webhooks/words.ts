import type { DeliveredEvent, DeliveryAttempt, Webhook, WebhookEvent } from '@hg/contracts'

/** What a webhook can be told of, in words. */
export const eventLabels: Record<WebhookEvent, { label: string; hint: string }> = {
  'job.completed': { label: 'A piece is ready', hint: 'job.completed' },
  'job.failed': { label: 'A piece could not be written', hint: 'job.failed' },
  'job.cancelled': { label: 'A piece was cancelled', hint: 'job.cancelled' },
  'batch.ended': { label: 'A batch has ended', hint: 'batch.ended' },
  'budget.alert': { label: 'A budget reached a limit, or a request was refused for it', hint: 'budget.alert' },
}

/** An event among deliveries. */
export function eventLabel(event: DeliveredEvent): string {
  return event === 'webhook.test' ? 'Test' : eventLabels[event].label
}

/** Why a webhook is off, and what to do. */
export const disabledLabels: Record<NonNullable<Webhook['disabled_for']>, string> = {
  person: 'Switched off by hand.',
  failing: 'Nothing arrived there for three days. Mend the address, then switch it on.',
  gone: 'It answered 410: nobody listens there any more.',
}

/** What a try met, in words. */
export function attemptText({ status, error }: DeliveryAttempt): string {
  return status === null ? (error ?? 'no answer') : `answered ${status}`
}
