import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export type KeyRefusal = 'provider_key_refused' | 'provider_quota_exhausted'

/**
 * Notes that a provider refused a key that serves the acting client, or (null) that it takes it again; once a minute at
 * most. True when it was noted.
 */
export async function judgeProviderKey(tx: Queryable, keyId: string, refusal: KeyRefusal | null): Promise<boolean> {
  const { rows } = await sql<{ noted: boolean }>`
    select app.judge_provider_key(${keyId}, ${refusal}) as noted`.execute(tx)
  return rows[0]?.noted ?? false
}
