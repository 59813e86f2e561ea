import type { EffectiveProviderKey } from '@hg/contracts'
import { removeProviderKey, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { ProviderKeyDeps } from './deps.ts'
import { effectiveKeyOf, type ProviderKeyName } from './find.ts'

/**
 * Removes a client's own key to a provider, for good. Jobs use the nearest one from above from then on, or the platform's.
 *
 * @returns what serves the provider now
 * @throws {AppError} `not_found` for a client that is not the caller's, and when it has no key of its own; `forbidden`
 */
export async function removeOwnKey(
  deps: ProviderKeyDeps,
  ctx: Context,
  input: ProviderKeyName,
): Promise<EffectiveProviderKey> {
  const { client_id: clientId, provider } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const removed = await removeProviderKey(tx, clientId, provider)
    if (!removed) throw notFound('provider key')
    await writeAudit(tx, ctx, {
      clientId,
      action: 'provider_key.removed',
      targetType: 'provider_key',
      targetId: removed.id,
      label: provider,
      before: { provider, last_four: removed.last_four },
    })
    return effectiveKeyOf(deps, tx, input)
  })
}
