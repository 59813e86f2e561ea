import type { ApiKeyScope } from '@hg/contracts'
import { sql } from 'kysely'

/** An API key without what proves it, and the key that replaces it. */
export interface ApiKeyRow {
  id: string
  client_id: string
  name: string
  key_id: string
  scopes: ApiKeyScope[]
  created_by: string | null
  created_at: Date
  last_used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
  rotated_from: string | null
  replaced_by: string | null
}

/** The columns of an `ApiKeyRow`, of `api_keys k`. */
export const apiKeyColumns = sql`
  k.id, k.client_id, k.name, k.key_id, k.scopes, k.created_by, k.created_at, k.last_used_at, k.expires_at, k.revoked_at,
  k.rotated_from, (select n.id from api_keys n where n.rotated_from = k.id) as replaced_by`
