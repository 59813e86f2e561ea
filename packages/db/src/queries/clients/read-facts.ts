import type { ClientFacts } from '@hg/contracts'
import type { Queryable } from '../../database.ts'

/** What is known about a client; nothing where it is not the actor's to see. */
export async function readFacts(tx: Queryable, clientId: string): Promise<ClientFacts> {
  const row = await tx.selectFrom('clients').select('metadata').where('id', '=', clientId).executeTakeFirst()
  return (row?.metadata ?? {}) as ClientFacts
}
