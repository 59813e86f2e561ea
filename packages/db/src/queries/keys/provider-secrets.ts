import type { LlmProvider } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A sealed key that serves a client. `owner_id` is the client that it is bound to. */
export interface SealedKeyRow {
  key_id: string
  provider: LlmProvider
  owner_id: string
  secret: string
  /** Whether the provider refused it when it was last used. */
  refused: boolean
}

/** The sealed keys that serve a client, one a provider. Empty unless the actor is that client: a worker on its job. */
export async function providerSecrets(tx: Queryable, clientId: string): Promise<SealedKeyRow[]> {
  const { rows } = await sql<SealedKeyRow>`
    select key_id, provider, owner_id, secret, refused from app.provider_secrets(${clientId})`.execute(tx)
  return rows
}
