import type { ApiKeyScope } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface StoredApiKey {
  id: string
  client_id: string
  hash: string
  scopes: ApiKeyScope[]
  expires_at: Date | null
  revoked_at: Date | null
}

/** The stored key that a presented key's id names; null for an unknown id. Crosses tenants by `app.find_api_key`. */
export async function findApiKey(db: Queryable, keyId: string): Promise<StoredApiKey | null> {
  const { rows } = await sql<StoredApiKey>`
    select id, client_id, hash, scopes, expires_at, revoked_at from app.find_api_key(${keyId})`.execute(db)
  return rows[0] ?? null
}
