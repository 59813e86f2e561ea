import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface KeptAnswer {
  body_hash: string
  response: unknown
}

/**
 * Reserves a key within the caller's transaction. A concurrent holder makes this wait until that one commits, 2 s at most.
 *
 * @returns null when the key is now ours (new, or older than 24 h); else what was answered under it
 * @throws SQLSTATE 55P03 when the other request takes longer than 2 s
 */
export async function reserveIdempotencyKey(
  tx: Queryable,
  row: { client_id: string; key: string; body_hash: string; response: unknown } & (
    { job_id: string; batch_id?: undefined } | { batch_id: string; job_id?: undefined }
  ),
): Promise<KeptAnswer | null> {
  await sql`set local lock_timeout = '2s'`.execute(tx)
  const taken = await sql`
    insert into idempotency_keys (client_id, key, body_hash, job_id, batch_id, response)
    values (${row.client_id}, ${row.key}, ${row.body_hash}, ${row.job_id ?? null}, ${row.batch_id ?? null}, ${JSON.stringify(row.response)})
    on conflict (client_id, key) do update
      set body_hash = excluded.body_hash, job_id = excluded.job_id, batch_id = excluded.batch_id, response = excluded.response, created_at = now()
      where idempotency_keys.created_at < now() - interval '24 hours'
    returning key`.execute(tx)
  if (taken.rows.length > 0) return null
  return tx
    .selectFrom('idempotency_keys')
    .select(['body_hash', 'response'])
    .where('client_id', '=', row.client_id)
    .where('key', '=', row.key)
    .executeTakeFirstOrThrow()
}

/** What was answered under a key in the last 24 hours; null for a key that is free. */
export async function findKeptAnswer(tx: Queryable, clientId: string, key: string): Promise<KeptAnswer | null> {
  const { rows } = await sql<KeptAnswer>`
    select body_hash, response from idempotency_keys
    where client_id = ${clientId} and key = ${key} and created_at >= now() - interval '24 hours'`.execute(tx)
  return rows[0] ?? null
}
