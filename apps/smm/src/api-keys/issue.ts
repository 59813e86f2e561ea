import type { CreateApiKeyRequest, IssuedApiKey } from '@hg/contracts'
import { insertApiKey, keyAuthors, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { type Context, createApiKey } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { auditApiKey } from './audit.ts'
import { readExpiry, requireScopes } from './key-rules.ts'
import { presentApiKey } from './present.ts'

/**
 * Makes an API key for a client. The key itself is in the answer and nowhere else: what is stored is its hash.
 *
 * @throws {AppError} `not_found`, `forbidden` (below admin, or more than the caller may do), `invalid_request`
 */
export async function issueApiKey(
  deps: SmmDeps,
  ctx: Context,
  input: CreateApiKeyRequest & { client_id: string },
): Promise<IssuedApiKey> {
  const { client_id: clientId, name, scopes } = input
  const { key, keyId, hash } = createApiKey()
  const now = new Date()
  return withTenant(deps.db, ctx.actor, async (tx) => {
    requireScopes(scopes, await requireRole(tx, clientId, 'admin', 'client'))
    const expiresAt = readExpiry(input.expires_at, now)
    const row = await insertApiKey(tx, { clientId, name, keyId, hash, scopes, expiresAt, rotatedFrom: null })
    await auditApiKey(tx, ctx, 'api_key.created', row)
    return { api_key: presentApiKey(row, await keyAuthors(tx, clientId), now), key }
  })
}
