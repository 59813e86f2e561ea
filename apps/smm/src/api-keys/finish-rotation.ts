import type { ApiKey } from '@hg/contracts'
import { keyAuthors, revokeApiKey, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { auditApiKey } from './audit.ts'
import { type ApiKeyName, requireApiKey } from './find.ts'
import { requireLive } from './key-rules.ts'
import { presentApiKey } from './present.ts'

/**
 * Ends the old key of a rotation before its time: whoever used it has changed to the new one.
 *
 * @param input names the old key
 * @returns the old key, revoked
 * @throws {AppError} `not_found`, `forbidden`, `api_key_ended` when it works no more, `conflict` when it is in no rotation
 */
export async function finishApiKeyRotation(deps: SmmDeps, ctx: Context, input: ApiKeyName): Promise<ApiKey> {
  const now = new Date()
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const { row } = await requireApiKey(tx, input)
    requireLive(row, now)
    if (!row.replaced_by) throw new AppError('conflict', 'No key replaces this one. To end it, revoke it.')
    const revoked = await revokeApiKey(tx, row.client_id, row.id)
    if (!revoked) throw new AppError('api_key_ended')
    await auditApiKey(tx, ctx, 'api_key.rotation_finished', revoked, row)
    return presentApiKey(revoked, await keyAuthors(tx, row.client_id), new Date())
  })
}
