import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Cancels a job that has not ended; null when it had. The event that this writes reaches the worker that holds it.
 *
 * @returns the job's epoch, and whether a worker still held it: one that was lost settles nothing any more
 */
export async function cancelJob(
  tx: Queryable,
  job: { id: string; clientId: string },
): Promise<{ epoch: number; wasHeld: boolean } | null> {
  const { rows } = await sql<{ epoch: number; wasHeld: boolean }>`
    with before as (
      select id, epoch, status = 'processing' and lease_until >= now() as held
      from jobs
      where id = ${job.id} and client_id = ${job.clientId} and status in ('pending', 'processing')
      for update
    )
    update jobs set status = 'cancelled', completed_at = now(), lease_until = null
    from before
    where jobs.id = before.id and jobs.id = ${job.id} and jobs.client_id = ${job.clientId}
    returning before.epoch, before.held as "wasHeld"`.execute(tx)
  return rows[0] ?? null
}
