import type { EffectiveProviderKey, SaveProviderKeyRequest } from '@hg/contracts'
import { insertProviderKey, removeProviderKey, violates, withTenant, writeAudit } from '@hg/db'
import { requireRole, requireRoleOf } from '@hg/http'
import { AppError, type Context, encrypt } from '@hg/runtime'
import type { ProviderKeyDeps } from './deps.ts'
import { effectiveKeyOf, type ProviderKeyName } from './find.ts'
import { testKey } from './test-key.ts'

/**
 * Saves a client's own key to a provider, in the place of the one it had. It is tested against the provider first, unless
 * told not to; it is sealed, and never shown again.
 *
 * @throws {AppError} `not_found`, `forbidden`; `provider_key_refused`, `provider_unreachable` (then nothing is saved);
 *   `conflict` when somebody else saves one at the same time
 */
export async function saveProviderKey(
  deps: ProviderKeyDeps,
  ctx: Context,
  input: ProviderKeyName & SaveProviderKeyRequest,
): Promise<EffectiveProviderKey> {
  const { client_id: clientId, provider, key } = input
  await requireRoleOf(deps.db, ctx.actor, clientId, 'admin', 'client')
  const tested = input.skip_test !== true
  if (tested) await testKey(provider, key, deps.baseUrls[provider])
  const secret = encrypt(deps.keyring, key, `provider_keys.secret:${clientId}`)
  const lastFour = key.slice(-4)

  const work = withTenant(deps.db, ctx.actor, async (tx) => {
    // The test took its time: the role may be another by now.
    await requireRole(tx, clientId, 'admin', 'client')
    const before = await removeProviderKey(tx, clientId, provider)
    const targetId = await insertProviderKey(tx, { clientId, provider, secret, lastFour, tested })
    await writeAudit(tx, ctx, {
      clientId,
      action: before ? 'provider_key.replaced' : 'provider_key.saved',
      targetType: 'provider_key',
      targetId,
      label: provider,
      ...(before ? { before: { provider, id: before.id, last_four: before.last_four } } : {}),
      after: { provider, last_four: lastFour, tested },
    })
    return effectiveKeyOf(deps, tx, input)
  })
  return work.catch((error: unknown) => {
    if (violates(error, 'provider_keys_one')) throw new AppError('conflict', 'Somebody else has just saved a key.')
    throw error
  })
}
