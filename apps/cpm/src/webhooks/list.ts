import type { Webhook } from '@hg/contracts'
import { listWebhooks, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { WebhookDeps } from './deps.ts'
import { requireWebhook } from './find.ts'
import { presentWebhook } from './present.ts'

/** A client's own webhooks, oldest first: 20 at most, so there is one page. */
export async function listClientWebhooks(
  deps: WebhookDeps,
  ctx: Context,
  clientId: string,
): Promise<{ items: Webhook[]; next_cursor: null }> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'member', 'client')
    return { items: (await listWebhooks(tx, clientId)).map(presentWebhook), next_cursor: null }
  })
}

/** One webhook. */
export async function readWebhook(deps: WebhookDeps, ctx: Context, id: string): Promise<Webhook> {
  return withTenant(deps.db, ctx.actor, async (tx) => presentWebhook(await requireWebhook(tx, id)))
}
