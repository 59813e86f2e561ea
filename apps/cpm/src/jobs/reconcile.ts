import { dueJobs, withoutTenant } from '@hg/db'
import type { CpmDeps } from '../deps.ts'

const pageSize = 500

/**
 * Gives the queue word again of as many jobs as it has lost: of those that are pending for longer than `patienceMs`, or
 * processing past their lease, as many as there are more of than entries wait. Entries are alike, since whoever gets one
 * claims the job whose turn it is; one too many finds nothing. The epoch is never changed here.
 *
 * @returns how many jobs the queue was told of
 */
export async function reconcileJobs(
  deps: Pick<CpmDeps, 'db' | 'producer'>,
  options: { patienceMs: number },
): Promise<number> {
  const again = Date.now()
  let told = 0
  let waiting: number | undefined
  let after: string | undefined
  for (;;) {
    const page = await withoutTenant(deps.db, (db) =>
      dueJobs(db, { patienceMs: options.patienceMs, after, limit: pageSize }),
    )
    if (page.length === 0) return told
    waiting ??= await deps.producer.countWaiting()
    const lost = page.slice(waiting)
    waiting = Math.max(0, waiting - page.length)
    await deps.producer.enqueueMany(
      lost.map((job) => ({ payload: { job_id: job.id, client_id: job.client_id, epoch: job.epoch, again } })),
    )
    told += lost.length
    after = page.at(-1)?.id
    if (page.length < pageSize) return told
  }
}
