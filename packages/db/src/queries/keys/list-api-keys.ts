import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { apiKeyColumns, type ApiKeyRow } from './api-key-row.ts'

/**
 * A client's own API keys, newest first, ended ones too; one more than `limit` when there is a next page.
 *
 * @param page.after the last key of the page before
 */
export async function listApiKeys(
  tx: Queryable,
  clientId: string,
  page: { limit: number; after?: string | undefined },
): Promise<ApiKeyRow[]> {
  const bound = sql`(select a.created_at, a.id from api_keys a where a.id = ${page.after} and a.client_id = ${clientId})`
  const { rows } = await sql<ApiKeyRow>`
    select ${apiKeyColumns}
    from api_keys k
    where k.client_id = ${clientId} and ${page.after ? sql`(k.created_at, k.id) < ${bound}` : sql`true`}
    order by k.created_at desc, k.id desc
    limit ${page.limit + 1}`.execute(tx)
  return rows
}
