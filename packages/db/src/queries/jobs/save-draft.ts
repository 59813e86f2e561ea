import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Keeps what a claimed job's next worker would need to go on from here; false when the claim no longer holds. */
export async function saveDraft(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  draft: object,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set draft = ${JSON.stringify(draft)}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
