import type { LlmProvider } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** The key that serves a provider for a client. */
export interface EffectiveKeyRow {
  provider: LlmProvider
  key_id: string
  /** Whose key it is; null when the actor may not see that client. */
  owner_id: string | null
  /** 0 for the client's own, 1 for its parent's. */
  depth: number
}

/**
 * Which key serves each provider for a client: its own, or the nearest one from above. No row where the platform's own
 * serves, and none at all for a client that is not visible.
 */
export async function effectiveProviderKeys(tx: Queryable, clientId: string): Promise<EffectiveKeyRow[]> {
  const { rows } = await sql<EffectiveKeyRow>`
    select provider, key_id, owner_id, depth from app.effective_provider_keys(${clientId})`.execute(tx)
  return rows
}
