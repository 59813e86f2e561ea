import type { ApiKeyScope } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { ApiKeyRow } from './api-key-row.ts'

export interface NewApiKey {
  clientId: string
  name: string
  /** The public id within the key. */
  keyId: string
  /** SHA-256 of the key, hex. */
  hash: string
  scopes: ApiKeyScope[]
  expiresAt: Date | null
  /** The key that this one replaces. */
  rotatedFrom: string | null
}

/** Stores a new key; the database notes who makes it. Violates `api_keys_one_successor` when its forerunner has one. */
export async function insertApiKey(tx: Queryable, key: NewApiKey): Promise<ApiKeyRow> {
  const { rows } = await sql<ApiKeyRow>`
    insert into api_keys (client_id, name, key_id, hash, scopes, expires_at, rotated_from)
    values (${key.clientId}, ${key.name}, ${key.keyId}, ${key.hash}, ${key.scopes}, ${key.expiresAt}, ${key.rotatedFrom})
    returning id, client_id, name, key_id, scopes, created_by, created_at, last_used_at, expires_at, revoked_at, rotated_from,
      null::uuid as replaced_by`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an insert returned nothing')
  return row
}
