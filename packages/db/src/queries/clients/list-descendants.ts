import type { Queryable } from '../../database.ts'

/** A client and everything below it, as far as the actor may see; empty for a client that is not theirs. */
export async function listDescendants(tx: Queryable, clientId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('client_closure')
    .select('descendant_id')
    .where('ancestor_id', '=', clientId)
    .orderBy('depth')
    .execute()
  return rows.map((row) => row.descendant_id)
}
