import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { JobRow } from '../jobs/get-job.ts'

/** The latest job of each of a batch's requests, in their order; their ids. */
export async function latestBatchJobs(
  tx: Queryable,
  batch: { id: string; clientId: string },
): Promise<{ id: string; batch_row: number; status: JobRow['status']; content_type: ContentType }[]> {
  const { rows } = await sql<{ id: string; batch_row: number; status: JobRow['status']; content_type: ContentType }>`
    select distinct on (batch_row) id, batch_row, status, content_type
    from jobs
    where batch_id = ${batch.id} and client_id = ${batch.clientId}
    order by batch_row, id desc`.execute(tx)
  return rows
}

/** These jobs whole, in the order of the batch's requests. */
export async function getBatchJobs(tx: Queryable, ids: string[]): Promise<JobRow[]> {
  return tx
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('batch_row')
    .execute()
}

/** Keeps others from retrying or cancelling the batch at the same time, until the transaction ends. */
export async function lockBatch(tx: Queryable, batchId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`batch ${batchId}`}, 0))`.execute(tx)
}

/**
 * Cancels the jobs of a batch that have not ended. The events that this writes reach the workers that hold them.
 *
 * @returns each with its epoch, and whether a worker still held it: one that was lost settles nothing any more
 */
export async function cancelBatchJobs(
  tx: Queryable,
  batch: { id: string; clientId: string },
): Promise<{ id: string; epoch: number; wasHeld: boolean }[]> {
  const { rows } = await sql<{ id: string; epoch: number; wasHeld: boolean }>`
    with before as materialized (
      select id, epoch, status = 'processing' and lease_until >= now() as held
      from jobs
      where batch_id = ${batch.id} and client_id = ${batch.clientId} and status in ('pending', 'processing')
      order by id
      for update
    )
    update jobs set status = 'cancelled', completed_at = now(), lease_until = null
    from before
    where jobs.id = before.id and jobs.client_id = ${batch.clientId}
    returning jobs.id, before.epoch, before.held as "wasHeld"`.execute(tx)
  return rows
}
