import { isFinal, type Job } from '@hg/contracts'
import { cancelJob, getJob, refreshJobCost, withTenant, writeAudit } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { settleOrphans } from '../generation/settle-orphans.ts'
import { presentJob } from './present.ts'
import { readParts } from './read-parts.ts'

/**
 * Cancels a job that has not ended. The event reaches the worker that holds it, which aborts its call; what was called
 * is charged.
 *
 * @throws {AppError} `not_found`, `forbidden`, or `job_final` when it had ended before
 */
export async function requestCancel(deps: CpmDeps, ctx: Context, id: string): Promise<Job> {
  const found = await withTenant(deps.db, ctx.actor, (tx) => getJob(tx, id))
  if (!found) throw notFound('job')
  await requireRoleOf(deps.db, ctx.actor, found.client_id, 'member', 'job')
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const cancelled = await cancelJob(tx, { id, clientId: found.client_id })
    if (cancelled && !cancelled.wasHeld) {
      // A worker that was lost will not come back for the calls that it made.
      const job = { id, clientId: found.client_id }
      await settleOrphans(tx, job, cancelled.epoch)
      await refreshJobCost(tx, job)
    }
    if (cancelled) {
      const clientId = found.client_id
      await writeAudit(tx, ctx, {
        clientId,
        action: 'job.cancelled',
        targetType: 'job',
        targetId: id,
        label: found.topic ?? '',
      })
    }
    const row = await getJob(tx, id)
    if (!row) throw notFound('job')
    if (!cancelled && isFinal(row.status)) throw new AppError('job_final', `The job is ${row.status} already.`)
    return presentJob(row, await readParts(tx, row))
  })
}
