import { deleteWebhook, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import { auditWebhook } from './audit.ts'
import type { WebhookDeps } from './deps.ts'
import { requireWebhook } from './find.ts'

/** Removes a webhook for good, with the record of its deliveries. */
export async function removeWebhook(deps: WebhookDeps, ctx: Context, id: string): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const before = await requireWebhook(tx, id, { lock: true })
    await deleteWebhook(tx, { id, clientId: before.client_id })
    await auditWebhook(tx, ctx, 'webhook.removed', { before })
  })
}
