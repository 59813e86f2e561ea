import { type Queryable, type WebhookRow, writeAudit } from '@hg/db'
import type { Context } from '@hg/runtime'

/** Writes down what became of a webhook; never what signs for it. */
export async function auditWebhook(
  tx: Queryable,
  ctx: Context,
  action: `webhook.${string}`,
  states: { before?: WebhookRow; after?: WebhookRow },
): Promise<void> {
  const row = states.after ?? states.before
  if (!row) throw new Error('an audit is of something')
  await writeAudit(tx, ctx, {
    clientId: row.client_id,
    action,
    targetType: 'webhook',
    targetId: row.id,
    label: row.url,
    ...(states.before ? { before: telling(states.before) } : {}),
    ...(states.after ? { after: telling(states.after) } : {}),
  })
}

function telling({ url, description, events, is_enabled }: WebhookRow): object {
  return { url, description, events, is_enabled }
}
