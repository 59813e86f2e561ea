import {
  deliveryConcerns,
  type DeliveryRow,
  type DeliveryVerdict,
  disableWebhook,
  dropDelivery,
  getBatch,
  getJob,
  getPendingDelivery,
  getWebhook,
  noteDeliveryAttempt,
  noteWebhookHealth,
  type Queryable,
  type TakenDelivery,
  type WebhookRow,
  webhookSecrets,
  withTenant,
  writeAudit,
} from '@hg/db'
import { type Actor, decrypt } from '@hg/runtime'
import type { WebhookDeps } from './deps.ts'
import { decideDelivery, decideDisabling } from './next-attempt.ts'
import { type DeliverySubject, payloadOf } from './payload.ts'
import { messageIdOf } from './present.ts'
import type { Sender, Sent } from './send.ts'
import { signDelivery } from './sign.ts'

/**
 * Makes one try: reads what the delivery is about, signs it, sends it, and notes what came of it. A webhook that has
 * answered 410, or nothing for days, is switched off.
 *
 * @returns how it went, for the figures; null when there was nothing to do any more
 */
export async function deliver(
  deps: WebhookDeps & { sender: Sender },
  taken: TakenDelivery,
  signal: AbortSignal,
): Promise<DeliveryVerdict['status'] | null> {
  const actor: Actor = { kind: 'client', id: taken.client_id }
  const found = await withTenant(deps.db, actor, async (tx) => {
    const delivery = await getPendingDelivery(tx, taken)
    // Its client has moved away meanwhile: what becomes of it is no business of this webhook any more.
    if (delivery && !(await deliveryConcerns(tx, delivery.id))) return void (await dropDelivery(tx, delivery))
    const hook = delivery && (await getWebhook(tx, delivery.webhook_id))
    const secrets = hook && (await webhookSecrets(tx, hook.id))
    return delivery && hook && secrets ? { delivery, hook, secrets } : null
  })
  if (!found) return null
  const { delivery, hook } = found
  const about: Actor = { kind: 'client', id: delivery.subject_client_id }
  const subject = await withTenant(deps.db, about, (tx) => readSubject(tx, delivery))

  const at = new Date()
  const body = JSON.stringify(payloadOf(delivery, subject))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'HG-Content-Webhooks/1',
    ...signDelivery({ id: messageIdOf(delivery.id), body, at }, openSecrets(deps, hook, found.secrets)),
  }
  const sent = await deps.sender.post(addressOf(delivery, hook), headers, body, signal)
  return note(deps, actor, delivery, sent, at)
}

async function readSubject(tx: Queryable, { event, subject_id }: DeliveryRow): Promise<DeliverySubject> {
  return {
    job: event.startsWith('job.') ? await getJob(tx, subject_id) : null,
    batchName: event === 'batch.ended' ? ((await getBatch(tx, subject_id))?.name ?? null) : null,
  }
}

function openSecrets(
  { keyring }: WebhookDeps,
  { client_id }: WebhookRow,
  { secret, previous_secret }: { secret: string; previous_secret: string | null },
): string[] {
  const current = decrypt(keyring, secret, `webhooks.secret:${client_id}`)
  return previous_secret
    ? [current, decrypt(keyring, previous_secret, `webhooks.previous_secret:${client_id}`)]
    : [current]
}

/** A request's own callback, as long as the webhook still stands at its origin. */
function addressOf({ callback_url }: DeliveryRow, hook: WebhookRow): string {
  return callback_url && new URL(callback_url).origin === hook.origin ? callback_url : hook.url
}

async function note(
  deps: WebhookDeps,
  actor: Actor,
  delivery: DeliveryRow,
  sent: Sent,
  at: Date,
): Promise<DeliveryVerdict['status'] | null> {
  const { status, waitMs } = sent
  const verdict = decideDelivery({ status, number: delivery.attempts.length + 1, at, waitMs }, Math.random())
  const attempt = { at: at.toISOString(), status: sent.status, error: sent.error, duration_ms: sent.durationMs }
  const hook = { id: delivery.webhook_id, clientId: delivery.client_id }
  return withTenant(deps.db, actor, async (tx) => {
    if (!(await noteDeliveryAttempt(tx, delivery, attempt, verdict))) return null
    const failingSince = await noteWebhookHealth(tx, hook, verdict.status === 'delivered')
    const reason = verdict.status === 'delivered' ? null : decideDisabling(sent.status, failingSince, at)
    if (reason && (await disableWebhook(tx, hook, reason))) {
      deps.logger.warn({ webhookId: hook.id, clientId: hook.clientId, reason }, 'webhook switched off')
      const call = { requestId: `delivery-${delivery.id}`, address: null }
      await writeAudit(tx, call, {
        clientId: hook.clientId,
        action: 'webhook.disabled',
        targetType: 'webhook',
        targetId: hook.id,
        facts: { reason },
      })
    }
    return verdict.status
  })
}
