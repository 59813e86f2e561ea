import { type CreateWebhookRequest, type IssuedWebhook, maxWebhooks } from '@hg/contracts'
import { insertWebhook, listWebhooks, lockWebhooksOf, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, encrypt } from '@hg/runtime'
import { v7 as uuidv7 } from 'uuid'
import { auditWebhook } from './audit.ts'
import type { WebhookDeps } from './deps.ts'
import { presentWebhook } from './present.ts'
import { newWebhookSecret } from './sign.ts'
import { requireTarget } from './target.ts'

/**
 * Makes a webhook for a client and everything below it. Its secret is told this once.
 *
 * @throws {AppError} `not_found`, `forbidden`; `invalid_request` for an address that may not be called; `unprocessable`
 *   when the client has as many as it may
 */
export async function createWebhook(
  deps: WebhookDeps,
  ctx: Context,
  input: CreateWebhookRequest,
): Promise<IssuedWebhook> {
  const { client_id: clientId, url, events, description = '' } = input
  const secret = newWebhookSecret()
  const sealed = encrypt(deps.keyring, secret, `webhooks.secret:${clientId}`)
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'member', 'client')
    requireTarget(deps.targets, url, 'url')
    // One after the other for each client: the next one sees what was made.
    await lockWebhooksOf(tx, clientId)
    if ((await listWebhooks(tx, clientId)).length >= maxWebhooks)
      throw new AppError('unprocessable', `A client has ${maxWebhooks} webhooks at most. Remove one first.`)
    const row = await insertWebhook(tx, { id: uuidv7(), clientId, url, description, events, secret: sealed })
    await auditWebhook(tx, ctx, 'webhook.created', { after: row })
    return { webhook: presentWebhook(row), secret }
  })
}
