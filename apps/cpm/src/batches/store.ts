import { type BatchAccepted, batchAccepted } from '@hg/contracts'
import {
  findKeptAnswer,
  insertBatch,
  insertBatchJobs,
  insertTestRun,
  type KeptAnswer,
  type NewTestRun,
  reserveIdempotencyKey,
  withTenant,
  writeAudit,
} from '@hg/db'
import { sumUsd } from '@hg/llm'
import { AppError, type Context, formatActor } from '@hg/runtime'
import { v7 as uuidv7 } from 'uuid'
import { reserveOrRefuse } from '../budgets/reserve.ts'
import type { CpmDeps } from '../deps.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { explainRefusal } from './explain-refusal.ts'
import type { PreparedPiece } from './prepare.ts'
import { tellQueue } from './tell-queue.ts'
import { toBatchJobs } from './to-batch-jobs.ts'

/** A key, and the hash of the body that came with it. */
type Idempotency = { key: string; hash: string } | null

/** What was answered under this key before; null for nothing. */
export async function earlierBatch(
  deps: CpmDeps,
  ctx: Context,
  clientId: string,
  idempotency: Idempotency,
): Promise<StoredBatch | null> {
  if (!idempotency) return null
  const kept = await withTenant(deps.db, ctx.actor, (tx) => findKeptAnswer(tx, clientId, idempotency.key))
  return kept && repeatAnswer(kept, idempotency.hash)
}

/** An accepted batch; `replayed` is true when it repeats an earlier answer. */
export interface StoredBatch {
  accepted: BatchAccepted
  replayed: boolean
}

/**
 * Stores a batch with all of its jobs, their reservations and its audit entry in one transaction, and tells the queue.
 *
 * @param batch.run what is noted of a run of a test set
 */
export async function storeBatch(
  deps: CpmDeps,
  ctx: Context,
  batch: {
    clientId: string
    name: string | null
    pieces: PreparedPiece[]
    idempotency: Idempotency
    run?: Omit<NewTestRun, 'batch_id' | 'client_id'>
  },
): Promise<StoredBatch> {
  const { clientId, name, pieces, idempotency, run } = batch
  const id = uuidv7()
  const { jobs, strategies } = toBatchJobs(
    pieces.map((piece, index) => ({ ...piece, row: index + 1 })),
    formatActor(ctx.actor),
  )
  const accepted: BatchAccepted = {
    batch_id: id,
    job_ids: jobs.map((job) => job.id),
    status_url: `/batches/${id}`,
    events_url: `/batches/${id}/events`,
    estimated_cost_usd: trimDecimal(sumUsd(jobs.map((job) => job.reserved_usd))),
  }
  const kept = await withTenant(deps.db, ctx.actor, async (tx) => {
    if (idempotency) {
      const { key, hash } = idempotency
      const row = { client_id: clientId, key, body_hash: hash, batch_id: id, response: accepted }
      const earlier = await reserveIdempotencyKey(tx, row)
      if (earlier) return earlier
    }
    const estimatedUsd = accepted.estimated_cost_usd
    // In order, in one round trip; the reservation is the last statement before the commit.
    await Promise.all([
      insertBatch(tx, {
        id,
        client_id: clientId,
        name,
        size: jobs.length,
        estimated_usd: estimatedUsd,
        created_by: formatActor(ctx.actor),
        is_trial: run !== undefined,
      }),
      ...(run ? [insertTestRun(tx, { ...run, batch_id: id, client_id: clientId })] : []),
      insertBatchJobs(tx, id, jobs, strategies),
      writeAudit(tx, ctx, {
        clientId,
        action: run ? 'test_run.started' : 'batch.accepted',
        targetType: 'batch',
        targetId: id,
        ...(name !== null && { label: name }),
        facts: { jobs: jobs.length, estimated_usd: estimatedUsd, ...(run && factsOf(run)) },
      }),
      reserveOrRefuse(tx, accepted.job_ids),
    ])
    return null
  }).catch((error: unknown) => explainRefusal(deps, ctx, clientId, error))
  if (kept) return repeatAnswer(kept, idempotency?.hash)
  await tellQueue(deps, jobs)
  return { accepted, replayed: false }
}

function factsOf(run: Omit<NewTestRun, 'batch_id' | 'client_id'>) {
  const { test_set_id, template_id, template_name, template_version } = run
  return { test_set_id, template_id, template_name, template_version }
}

function repeatAnswer(kept: KeptAnswer, hash: string | undefined): { accepted: BatchAccepted; replayed: true } {
  if (kept.body_hash !== hash) throw new AppError('idempotency_mismatch')
  return { accepted: batchAccepted.parse(kept.response), replayed: true }
}
