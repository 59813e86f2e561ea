import { isFinal, type Job } from '@hg/contracts'
import { cancelJob, getJob, type JobRow, type Queryable, refreshJobCost, withTenant, writeAudit } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { settleOrphans } from '../generation/settle-orphans.ts'
import { presentJob } from './present.ts'
import { readParts } from './read-parts.ts'

/**
 * Cancels a piece's job that has not ended. The event reaches the worker that holds it, which aborts its call; what was called
 * is charged.
 *
 * @throws {AppError} `not_found`, `forbidden`, or `job_final` when it had ended before
 */
export async function requestCancel(deps: CpmDeps, ctx: Context, id: string): Promise<Job> {
  const found = await withTenant(deps.db, ctx.actor, (tx) => getJob(tx, id))
  if (!found) throw notFound('job')
  return cancelFound(deps, ctx, found, 'job', async (tx) => {
    const row = await getJob(tx, id)
    if (!row) throw notFound('job')
    return [row, presentJob(row, await readParts(tx, row))]
  })
}

/**
 * Cancels a job that was found, whatever it makes.
 *
 * @param thing what the audit calls it
 * @param readAgain its row after that, and what is answered, in the same transaction
 * @throws {AppError} `forbidden`, or `job_final` when it had ended before
 */
export async function cancelFound<T>(
  deps: CpmDeps,
  ctx: Context,
  { id, client_id: clientId, topic }: JobRow,
  thing: 'job' | 'suggestion',
  readAgain: (tx: Queryable) => Promise<[JobRow, T]>,
): Promise<T> {
  await requireRoleOf(deps.db, ctx.actor, clientId, 'member', 'job')
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const job = { id, clientId }
    const cancelled = await cancelJob(tx, job)
    if (cancelled && !cancelled.wasHeld) {
      // A worker that was lost will not come back for the calls that it made.
      await settleOrphans(tx, job, cancelled.epoch)
      await refreshJobCost(tx, job)
    }
    if (cancelled)
      await writeAudit(tx, ctx, {
        clientId,
        action: `${thing}.cancelled`,
        targetType: thing,
        targetId: id,
        label: topic ?? '',
      })
    const [row, answer] = await readAgain(tx)
    if (!cancelled && isFinal(row.status)) throw new AppError('job_final', `The job is ${row.status} already.`)
    return answer
  })
}
