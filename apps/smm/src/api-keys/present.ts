import type { ApiKey, ApiKeyState } from '@hg/contracts'
import { type ApiKeyRow, keyAuthors, type Queryable } from '@hg/db'

/** Whether a key works at this moment. */
export function stateOf(row: Pick<ApiKeyRow, 'expires_at' | 'revoked_at'>, now: Date): ApiKeyState {
  if (row.revoked_at) return 'revoked'
  return row.expires_at && row.expires_at <= now ? 'expired' : 'live'
}

/** A row as answers show it. `names` are those of the people who made the client's keys, by actor. */
export function presentApiKey(row: ApiKeyRow, names: Map<string, string>, now: Date): ApiKey {
  const { key_id, created_by, ...rest } = row
  return {
    ...rest,
    prefix: `hg_live_${key_id}`,
    state: stateOf(row, now),
    created_by: created_by === null ? null : { actor: created_by, name: names.get(created_by) ?? null },
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  }
}

/** Rows of one client as answers show them, with their authors' names. */
export async function presentApiKeys(tx: Queryable, clientId: string, rows: ApiKeyRow[]): Promise<ApiKey[]> {
  const names = await keyAuthors(tx, clientId)
  const now = new Date()
  return rows.map((row) => presentApiKey(row, names, now))
}
