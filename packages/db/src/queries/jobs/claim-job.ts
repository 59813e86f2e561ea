import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { JobRow } from './get-job.ts'

/**
 * Claims a delivered job: the next epoch, processing, leased. Null when it is somebody else's, final, delivered twice, or
 * not to begin yet.
 * Taking over an expired lease counts as a crash.
 *
 * @param delivered.epoch the epoch that the queue delivered
 */
export async function claimJob(
  tx: Queryable,
  delivered: { id: string; clientId: string; epoch: number },
  leaseMs: number,
): Promise<JobRow | null> {
  const { rows } = await sql<JobRow>`
    update jobs set
      crashes = crashes + (status = 'processing')::int,
      epoch = epoch + 1,
      status = 'processing',
      lease_until = now() + ${leaseMs} * interval '1 millisecond',
      awaited_answer = null,
      started_at = coalesce(started_at, now())
    where id = ${delivered.id} and client_id = ${delivered.clientId} and epoch = ${delivered.epoch}
      and ((status = 'pending' and (not_before is null or not_before <= now())) or (status = 'processing' and lease_until < now()))
    returning *`.execute(tx)
  return rows[0] ?? null
}

/** Extends the lease of a claim; false when the claim no longer holds (cancelled, taken over). */
export async function extendLease(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  leaseMs: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set lease_until = now() + ${leaseMs} * interval '1 millisecond'
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/**
 * Gives a claim back: pending again, to be claimed by another worker. False when the claim no longer holds.
 *
 * @param restMs how long nobody shall claim it
 */
export async function releaseJob(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  restMs = 0,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set status = 'pending', lease_until = case when ${restMs} > 0 then now() + ${restMs} * interval '1 millisecond' end
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
