import type { LlmProvider } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface NewProviderKey {
  clientId: string
  provider: LlmProvider
  /** Sealed, and bound to the client. */
  secret: string
  lastFour: string
  /** Whether the provider has just taken it. */
  tested: boolean
}

/** Stores a client's key to a provider; the database notes who saves it. Violates `provider_keys_one` while it has one. */
export async function insertProviderKey(tx: Queryable, key: NewProviderKey): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into provider_keys (client_id, provider, secret, last_four, tested_at)
    values (${key.clientId}, ${key.provider}, ${key.secret}, ${key.lastFour}, case when ${key.tested} then now() end)
    returning id`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an insert returned nothing')
  return row.id
}

/** Removes a client's own key to a provider, its secret with it, for good. Null when it has none. */
export async function removeProviderKey(
  tx: Queryable,
  clientId: string,
  provider: LlmProvider,
): Promise<{ id: string; last_four: string } | null> {
  const { rows } = await sql<{ id: string; last_four: string }>`
    update provider_keys set removed_at = now()
    where client_id = ${clientId} and provider = ${provider} and removed_at is null
    returning id, last_four`.execute(tx)
  return rows[0] ?? null
}
