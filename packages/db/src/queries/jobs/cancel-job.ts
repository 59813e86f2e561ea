import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Cancels a job that has not ended; false when it had. The event that this writes reaches the worker that holds it. */
export async function cancelJob(tx: Queryable, job: { id: string; clientId: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set status = 'cancelled', completed_at = now(), lease_until = null
    where id = ${job.id} and client_id = ${job.clientId} and status in ('pending', 'processing')`.execute(tx)
  return numAffectedRows === 1n
}
