import { dueJobs, withoutTenant } from '@hg/db'
import type { CpmDeps } from '../deps.ts'

const pageSize = 500

/**
 * Tells the queue again of every job that it may have lost: pending for longer than `patienceMs`, or processing past its
 * lease. The queue drops what it still has, the claim drops what is somebody else's; the epoch is never changed here.
 *
 * @returns how many jobs the queue was told of
 */
export async function reconcileJobs(
  deps: Pick<CpmDeps, 'db' | 'producer'>,
  options: { patienceMs: number },
): Promise<number> {
  let told = 0
  let after: string | undefined
  for (;;) {
    const page = await withoutTenant(deps.db, (db) =>
      dueJobs(db, { patienceMs: options.patienceMs, after, limit: pageSize }),
    )
    await deps.producer.enqueueMany(
      page.map((job) => ({
        payload: { job_id: job.id, client_id: job.client_id, epoch: job.epoch },
        priority: job.priority,
      })),
    )
    told += page.length
    after = page.at(-1)?.id
    if (page.length < pageSize) return told
  }
}
