import type { ClientFacts, ClientType } from '@hg/contracts'
import type { Queryable } from '../../database.ts'

/**
 * Adds a client. Its id is the caller's: the row is not the actor's to read back before its place in the tree is known.
 *
 * @throws constraint `clients_slug_key`, `clients_parent_type`, `clients_parent_archived`
 */
export async function insertClient(
  tx: Queryable,
  row: { id: string; name: string; slug: string; type: ClientType; parent_id: string; facts: ClientFacts },
): Promise<void> {
  const { facts, ...rest } = row
  await tx
    .insertInto('clients')
    .values({ ...rest, metadata: JSON.stringify(facts) })
    .execute()
}
