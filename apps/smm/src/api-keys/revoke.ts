import type { ApiKey } from '@hg/contracts'
import { keyAuthors, revokeApiKey, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { auditApiKey } from './audit.ts'
import { type ApiKeyName, requireApiKey } from './find.ts'
import { requireLive } from './key-rules.ts'
import { presentApiKey } from './present.ts'

/**
 * Revokes a key for good. Every process refuses it within 5 s, and its open event streams end.
 *
 * @throws {AppError} `not_found`, `forbidden`, `api_key_ended` when it is revoked or expired already
 */
export async function revokeClientApiKey(deps: SmmDeps, ctx: Context, input: ApiKeyName): Promise<ApiKey> {
  const now = new Date()
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const { row } = await requireApiKey(tx, input)
    requireLive(row, now)
    const revoked = await revokeApiKey(tx, row.client_id, row.id)
    if (!revoked) throw new AppError('api_key_ended')
    await auditApiKey(tx, ctx, 'api_key.revoked', revoked, row)
    return presentApiKey(revoked, await keyAuthors(tx, row.client_id), new Date())
  })
}
