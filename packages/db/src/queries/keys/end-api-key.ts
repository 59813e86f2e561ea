import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { apiKeyColumns, type ApiKeyRow } from './api-key-row.ts'

/** Revokes a key now, for good; null when it was revoked before. The trigger tells every process that remembers it. */
export async function revokeApiKey(tx: Queryable, clientId: string, id: string): Promise<ApiKeyRow | null> {
  const { rows } = await sql<ApiKeyRow>`
    update api_keys k set revoked_at = now()
    where k.client_id = ${clientId} and k.id = ${id} and k.revoked_at is null
    returning ${apiKeyColumns}`.execute(tx)
  return rows[0] ?? null
}

/** Lets a key work until `at`, or until it expires anyway, whichever is sooner. Null when there is no such key. */
export async function expireApiKey(tx: Queryable, clientId: string, id: string, at: Date): Promise<ApiKeyRow | null> {
  const { rows } = await sql<ApiKeyRow>`
    update api_keys k set expires_at = least(k.expires_at, ${at})
    where k.client_id = ${clientId} and k.id = ${id}
    returning ${apiKeyColumns}`.execute(tx)
  return rows[0] ?? null
}
