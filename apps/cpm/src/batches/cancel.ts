import type { Batch } from '@hg/contracts'
import { cancelBatchJobs, lockBatch, refreshJobCost, withTenant, writeAudit } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { settleOrphans } from '../generation/settle-orphans.ts'
import { findBatch, readBatch } from './get.ts'
import { presentBatch } from './present.ts'

/**
 * Cancels every piece of a batch that has not ended; those that have stay. Nothing is wrong with cancelling twice.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function cancelBatch(deps: CpmDeps, ctx: Context, id: string): Promise<Batch> {
  const { client_id: clientId } = await readBatch(deps, ctx, id)
  await requireRoleOf(deps.db, ctx.actor, clientId, 'member', 'batch')
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await lockBatch(tx, id)
    const cancelled = await cancelBatchJobs(tx, { id, clientId })
    for (const job of cancelled.filter((one) => !one.wasHeld && one.epoch > 0)) {
      // A worker that was lost will not come back for the calls that it made.
      await settleOrphans(tx, { id: job.id, clientId }, job.epoch)
      await refreshJobCost(tx, { id: job.id, clientId })
    }
    if (cancelled.length > 0) {
      await writeAudit(tx, ctx, {
        clientId,
        action: 'batch.cancelled',
        targetType: 'batch',
        targetId: id,
        facts: { jobs: cancelled.length },
      })
    }
    return presentBatch(await findBatch(tx, id), new Date())
  })
}
