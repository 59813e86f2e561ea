import type { BatchRetried } from '@hg/contracts'
import {
  getBatchJobs,
  insertBatchJobs,
  latestBatchJobs,
  lockBatch,
  type TypicalUsage,
  typicalUsage,
  withTenant,
  writeAudit,
} from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { sumUsd } from '@hg/llm'
import { type Context, formatActor } from '@hg/runtime'
import { reserveOrRefuse } from '../budgets/reserve.ts'
import type { CpmDeps } from '../deps.ts'
import { estimateGeneration } from '../estimate/estimate-generation.ts'
import { requestOf, strategyAsBefore } from '../jobs/again/origin.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { requireRequest } from '../jobs/require-state.ts'
import { setAsideUnserved } from './set-aside-unserved.ts'
import { explainRefusal } from './explain-refusal.ts'
import { readBatch } from './get.ts'
import type { PreparedPiece } from './prepare.ts'
import { tellQueue } from './tell-queue.ts'
import { toBatchJobs } from './to-batch-jobs.ts'

/**
 * Asks once more for the pieces of a batch that failed: new jobs with the same requests, under the strategy that the batch
 * was accepted with. Who asks at the same time gets none of those that the other has got. What could only fail again, since the
 * template that would serve it takes other variables by now, is left as it is, with the reason.
 *
 * @throws {AppError} `not_found`, `forbidden`, `client_archived`, `budget_spent`, `job_not_ready` when a request was removed, and what keeps a
 *   model from being used now
 */
export async function retryFailed(deps: CpmDeps, ctx: Context, id: string): Promise<BatchRetried> {
  const { client_id: clientId } = await readBatch(deps, ctx, id)
  await requireRoleOf(deps.db, ctx.actor, clientId, 'member', 'batch')
  const keys = await deps.keys.keysOf(ctx.actor, clientId)
  const { jobs, left } = await withTenant(deps.db, ctx.actor, async (tx) => {
    await lockBatch(tx, id)
    const latest = await latestBatchJobs(tx, { id, clientId })
    const failed = await getBatchJobs(
      tx,
      latest.filter((job) => job.status === 'failed').map((job) => job.id),
    )
    failed.forEach(requireRequest)
    const { served, left } = await setAsideUnserved(tx, ctx.actor, failed)
    if (served.length === 0) return { jobs: [], left }
    const pieces: (PreparedPiece & { row: number; repeats: string })[] = []
    const typicals = new Map<string, TypicalUsage>()
    for (const row of served) {
      const request = requestOf(row)
      const strategy = strategyAsBefore(row)
      const { content_type } = request
      const typical = typicals.get(content_type) ?? (await typicalUsage(tx, clientId, content_type))
      typicals.set(content_type, typical)
      const { effective } = strategy
      const forecast = await estimateGeneration(deps, { request, strategy: effective, keys, typical, isOfBatch: true })
      pieces.push({ request, strategy, forecast, row: row.batch_row ?? 1, repeats: row.id })
    }
    const made = toBatchJobs(pieces, formatActor(ctx.actor))
    await insertBatchJobs(tx, id, made.jobs, made.strategies)
    await writeAudit(tx, ctx, {
      clientId,
      action: 'batch.retried',
      targetType: 'batch',
      targetId: id,
      facts: { jobs: made.jobs.length },
    })
    await reserveOrRefuse(
      tx,
      made.jobs.map((job) => job.id),
    )
    return { jobs: made.jobs, left }
  }).catch((error: unknown) => explainRefusal(deps, ctx, clientId, error))
  await tellQueue(deps, jobs)
  return {
    batch_id: id,
    job_ids: jobs.map((job) => job.id),
    estimated_cost_usd: trimDecimal(sumUsd(jobs.map((job) => job.reserved_usd))),
    left,
  }
}
