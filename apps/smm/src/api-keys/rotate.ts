import { type RotateApiKeyRequest, type RotatedApiKey } from '@hg/contracts'
import {
  type ApiKeyRow,
  expireApiKey,
  getApiKeyForUpdate,
  insertApiKey,
  keyAuthors,
  type Queryable,
  violates,
  withTenant,
} from '@hg/db'
import { AppError, type Context, createApiKey, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { auditApiKey } from './audit.ts'
import { type ApiKeyName, requireApiKey } from './find.ts'
import { planRotation, requireLive, requireScopes } from './key-rules.ts'
import { presentApiKey, stateOf } from './present.ts'

/**
 * Replaces a key by a new one with the same name and rights. The old one goes on working until the chosen moment, so that
 * whoever uses it has time to change; two keys of one line at most are live at a time.
 *
 * @throws {AppError} `not_found`, `forbidden`, `invalid_request`; `api_key_ended` for a key that works no more; `conflict`
 *   while its own forerunner still works, and for one that has been replaced
 */
export async function rotateApiKey(
  deps: SmmDeps,
  ctx: Context,
  input: ApiKeyName & RotateApiKeyRequest,
): Promise<RotatedApiKey> {
  const { key, keyId, hash } = createApiKey()
  const now = new Date()
  const work = withTenant(deps.db, ctx.actor, async (tx) => {
    const { row: old, role } = await requireApiKey(tx, input)
    const { client_id: clientId, name, scopes } = old
    requireLive(old, now)
    requireScopes(scopes, role)
    await requireFree(tx, old, now)
    const { keepOldUntil, expiresAt } = planRotation(old, input, now)
    const row = await insertApiKey(tx, { clientId, name, keyId, hash, scopes, expiresAt, rotatedFrom: old.id })
    const ending = await expireApiKey(tx, clientId, old.id, keepOldUntil)
    if (!ending) throw notFound('API key')
    await auditApiKey(tx, ctx, 'api_key.created', row)
    await auditApiKey(tx, ctx, 'api_key.rotated', ending, old)
    const names = await keyAuthors(tx, clientId)
    return { api_key: presentApiKey(row, names, now), key, old: presentApiKey(ending, names, now) }
  })
  return work.catch((error: unknown) => {
    if (violates(error, 'api_keys_one_successor')) throw replaced()
    throw error
  })
}

async function requireFree(tx: Queryable, old: ApiKeyRow, now: Date): Promise<void> {
  if (old.replaced_by) throw replaced()
  const forerunner = old.rotated_from && (await getApiKeyForUpdate(tx, old.client_id, old.rotated_from))
  if (!forerunner || stateOf(forerunner, now) !== 'live') return
  throw new AppError('conflict', 'The key before this one still works: finish that rotation first.')
}

function replaced(): AppError {
  return new AppError('conflict', 'The key has been replaced already: rotate the one that replaces it.')
}
