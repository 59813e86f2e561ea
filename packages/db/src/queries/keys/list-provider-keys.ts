import type { LlmProvider } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { KeyRefusal } from './judge-provider-key.ts'

/** A key to a provider, without the key, and the name of its client. */
export interface ProviderKeyRow {
  id: string
  client_id: string
  client_name: string
  provider: LlmProvider
  last_four: string
  saved_by: string | null
  saved_at: Date
  tested_at: Date | null
  refused_at: Date | null
  refused_for: KeyRefusal | null
}

/** Those of these keys that the actor may read: who is no admin of a key's client gets none. */
export async function listProviderKeys(tx: Queryable, ids: string[]): Promise<ProviderKeyRow[]> {
  const { rows } = await sql<ProviderKeyRow>`
    select k.id, k.client_id, c.name as client_name, k.provider, k.last_four, k.saved_by, k.saved_at, k.tested_at,
      k.refused_at, k.refused_for
    from provider_keys k
    join clients c on c.id = k.client_id
    where k.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}
