import type { WebhookDelivery } from '@hg/contracts'
import { getDelivery, insertTestDelivery, listDeliveries, notify, redeliver, withTenant, writeAudit } from '@hg/db'
import { readIdCursor, writeIdCursor } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { WebhookDeps } from './deps.ts'
import { requireWebhook } from './find.ts'
import { presentDelivery } from './present.ts'

/** A webhook's deliveries of the last 30 days, newest first. */
export async function listWebhookDeliveries(
  deps: WebhookDeps,
  ctx: Context,
  input: { id: string; limit: number; cursor?: string; status?: WebhookDelivery['status'] },
): Promise<{ items: WebhookDelivery[]; next_cursor: string | null }> {
  const { id, limit, status } = input
  const before = readIdCursor(input.cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    const hook = await requireWebhook(tx, id)
    return listDeliveries(tx, { id, clientId: hook.client_id }, { limit, before, status })
  })
  const items = rows.slice(0, limit).map(presentDelivery)
  return { items, next_cursor: rows.length > limit ? writeIdCursor(items.at(-1)) : null }
}

/** Sends a test, also to a webhook that is switched off. */
export async function sendTest(deps: WebhookDeps, ctx: Context, id: string): Promise<WebhookDelivery> {
  const row = await withTenant(deps.db, ctx.actor, async (tx) => {
    const hook = await requireWebhook(tx, id)
    const delivery = await insertTestDelivery(tx, { id, clientId: hook.client_id })
    await writeAudit(tx, ctx, {
      clientId: hook.client_id,
      action: 'webhook.tested',
      targetType: 'webhook',
      targetId: id,
      label: hook.url,
    })
    return delivery
  })
  await wakeWorkers(deps)
  return presentDelivery(row)
}

/**
 * Sends an ended delivery again, under the same message id.
 *
 * @throws {AppError} `not_found`, `forbidden`; `unprocessable` when the webhook is off; `conflict` when it is on its way
 */
export async function deliverAgain(
  deps: WebhookDeps,
  ctx: Context,
  input: { id: string; delivery_id: string },
): Promise<WebhookDelivery> {
  const { id, delivery_id } = input
  const row = await withTenant(deps.db, ctx.actor, async (tx) => {
    const hook = await requireWebhook(tx, id)
    const clientId = hook.client_id
    if (!hook.is_enabled) throw new AppError('unprocessable', 'The webhook is switched off. Switch it on first.')
    const again = await redeliver(tx, { id: delivery_id, clientId, webhookId: id })
    if (!again) {
      const known = await getDelivery(tx, { id: delivery_id, clientId, webhookId: id })
      if (!known) throw notFound('delivery')
      throw new AppError('conflict', 'The delivery is on its way already.')
    }
    await writeAudit(tx, ctx, {
      clientId,
      action: 'webhook.redelivered',
      targetType: 'webhook',
      targetId: id,
      label: hook.url,
      facts: { delivery_id },
    })
    return again
  })
  await wakeWorkers(deps)
  return presentDelivery(row)
}

/** A hint: a worker looks every few seconds anyway. */
async function wakeWorkers({ db, logger }: WebhookDeps): Promise<void> {
  await notify(db, 'webhook_deliveries', '').catch((err: unknown) => {
    logger.warn({ err }, 'the workers were not told of a delivery')
  })
}
