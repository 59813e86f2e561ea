import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { apiKeyColumns, type ApiKeyRow } from './api-key-row.ts'

/** One of a client's API keys, locked until the transaction ends; null when it has none of this id. */
export async function getApiKeyForUpdate(tx: Queryable, clientId: string, id: string): Promise<ApiKeyRow | null> {
  const { rows } = await sql<ApiKeyRow>`
    select ${apiKeyColumns} from api_keys k where k.client_id = ${clientId} and k.id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}
