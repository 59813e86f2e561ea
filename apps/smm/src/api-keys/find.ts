import { type ApiKeyRow, getApiKeyForUpdate, type Queryable } from '@hg/db'
import { requireRole } from '@hg/http'
import { notFound } from '@hg/runtime'
import type { Role } from '@hg/contracts'

/** Names one key of one client. */
export interface ApiKeyName {
  client_id: string
  key_id: string
}

/**
 * The key, locked, and the caller's role on its client, for who may change it.
 *
 * @throws {AppError} `not_found` for a client or key that is not theirs to see, `forbidden` below admin
 */
export async function requireApiKey(tx: Queryable, name: ApiKeyName): Promise<{ row: ApiKeyRow; role: Role }> {
  const role = await requireRole(tx, name.client_id, 'admin', 'client')
  const row = await getApiKeyForUpdate(tx, name.client_id, name.key_id)
  if (!row) throw notFound('API key')
  return { row, role }
}
