import type { IssuedWebhook } from '@hg/contracts'
import { rotateWebhookSecret, webhookSecrets, withTenant } from '@hg/db'
import { type Context, decrypt, encrypt, notFound, SealedError } from '@hg/runtime'
import { auditWebhook } from './audit.ts'
import type { WebhookDeps } from './deps.ts'
import { requireWebhook } from './find.ts'
import { presentWebhook } from './present.ts'
import { newWebhookSecret } from './sign.ts'

const bothSignMs = 24 * 3_600_000

/**
 * Puts a new secret in place of a webhook's. For a day deliveries are signed with both, so that receivers can follow; not
 * with one that cannot be opened any more.
 */
export async function rotateSecret(deps: WebhookDeps, ctx: Context, id: string): Promise<IssuedWebhook> {
  const secret = newWebhookSecret()
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const before = await requireWebhook(tx, id, { lock: true })
    const clientId = before.client_id
    // Sealed secrets open for the client's own services only. Read while the row is held: another rotation waits.
    const sealed = await withTenant(deps.db, { kind: 'client', id: clientId }, (own) => webhookSecrets(own, id))
    if (!sealed) throw notFound('webhook')
    const old = openOrNull(deps, sealed.secret, `webhooks.secret:${clientId}`)
    const after = await rotateWebhookSecret(
      tx,
      { id, clientId },
      {
        secret: encrypt(deps.keyring, secret, `webhooks.secret:${clientId}`),
        previous: old && encrypt(deps.keyring, old, `webhooks.previous_secret:${clientId}`),
        keepUntil: new Date(Date.now() + bothSignMs),
      },
    )
    if (!after) throw notFound('webhook')
    await auditWebhook(tx, ctx, 'webhook.secret_rotated', { before, after })
    return { webhook: presentWebhook(after), secret }
  })
}

function openOrNull({ keyring }: WebhookDeps, sealed: string, boundTo: string): string | null {
  try {
    return decrypt(keyring, sealed, boundTo)
  } catch (error) {
    if (error instanceof SealedError) return null
    throw error
  }
}
