import type { ChangeWebhookRequest, Webhook } from '@hg/contracts'
import { failPendingDeliveries, updateWebhook, withTenant } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import { auditWebhook } from './audit.ts'
import type { WebhookDeps } from './deps.ts'
import { requireWebhook } from './find.ts'
import { presentWebhook } from './present.ts'
import { requireTarget } from './target.ts'

/**
 * Changes a webhook, or switches it on or off. Switched off, it is told nothing, and what was on its way ends.
 *
 * @throws {AppError} `not_found`, `forbidden`; `invalid_request` for an address that may not be called
 */
export async function changeWebhook(
  deps: WebhookDeps,
  ctx: Context,
  input: ChangeWebhookRequest & { id: string },
): Promise<Webhook> {
  const { id, ...change } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const before = await requireWebhook(tx, id, { lock: true })
    if (change.url !== undefined) requireTarget(deps.targets, change.url, 'url')
    const hook = { id, clientId: before.client_id }
    const after = await updateWebhook(tx, hook, change)
    if (!after) throw notFound('webhook')
    if (before.is_enabled && !after.is_enabled) await failPendingDeliveries(tx, hook)
    await auditWebhook(tx, ctx, 'webhook.changed', { before, after })
    return presentWebhook(after)
  })
}
