import {
  type BatchAccepted,
  batchAccepted,
  type BatchPreview,
  type BatchCsvRequest,
  type BatchRequest,
} from '@hg/contracts'
import {
  findKeptAnswer,
  insertBatch,
  insertBatchJobs,
  type KeptAnswer,
  reserveIdempotencyKey,
  withTenant,
  writeAudit,
} from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { sumUsd } from '@hg/llm'
import { AppError, type Context, formatActor } from '@hg/runtime'
import { v7 as uuidv7 } from 'uuid'
import { reserveOrRefuse } from '../budgets/reserve.ts'
import type { CpmDeps } from '../deps.ts'
import { bodyHash } from '../jobs/body-hash.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { explainRefusal } from './explain-refusal.ts'
import { asGiven, type GivenItem, prepareRows, type PreparedPiece } from './prepare.ts'
import { readBatchCsv } from './read-csv.ts'
import { tellQueue } from './tell-queue.ts'
import { toBatchJobs } from './to-batch-jobs.ts'
import { presentPreview, requirePieces } from './to-rows.ts'

/**
 * Accepts a batch whole, or nothing of it: once this resolves, all of its jobs are in Postgres.
 *
 * @param idempotencyKey the same key with the same body gives the same answer for 24 h
 * @throws {AppError} not_found, forbidden, client_archived, budget_spent, idempotency_mismatch, idempotency_in_progress, unavailable; and
 *   what makes rows unacceptable, all of it, by `items.<index>.<field>`
 */
export async function submitBatch(
  deps: CpmDeps,
  ctx: Context,
  input: BatchInput,
  idempotencyKey?: string,
): Promise<{ accepted: BatchAccepted; replayed: boolean }> {
  const { client_id } = input
  await requireRoleOf(deps.db, ctx.actor, client_id, 'member', 'client')
  const hash = bodyHash(input)
  if (idempotencyKey !== undefined) {
    const kept = await withTenant(deps.db, ctx.actor, (tx) => findKeptAnswer(tx, client_id, idempotencyKey))
    if (kept) return repeatAnswer(kept, hash)
  }
  const rows = await prepareRows(deps, ctx, {
    clientId: client_id,
    defaults: input.defaults ?? {},
    items: itemsOf(input),
  })
  return storeBatch(deps, ctx, {
    clientId: client_id,
    name: input.name ?? null,
    pieces: requirePieces(rows),
    idempotency: idempotencyKey === undefined ? null : { key: idempotencyKey, hash },
  })
}

type BatchInput = BatchRequest | BatchCsvRequest

/** The items of a body, or of the file in it. */
function itemsOf(input: BatchInput): GivenItem[] {
  return 'csv' in input ? readBatchCsv(input.csv) : asGiven(input.items)
}

/** What would come of a batch: its rows with their errors, and what it may cost. */
export async function previewBatch(deps: CpmDeps, ctx: Context, input: BatchInput): Promise<BatchPreview> {
  const { client_id } = input
  await requireRoleOf(deps.db, ctx.actor, client_id, 'member', 'client')
  return presentPreview(
    await prepareRows(deps, ctx, { clientId: client_id, defaults: input.defaults ?? {}, items: itemsOf(input) }),
  )
}

async function storeBatch(
  deps: CpmDeps,
  ctx: Context,
  batch: {
    clientId: string
    name: string | null
    pieces: PreparedPiece[]
    idempotency: { key: string; hash: string } | null
  },
): Promise<{ accepted: BatchAccepted; replayed: boolean }> {
  const { clientId, name, pieces, idempotency } = batch
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
      }),
      insertBatchJobs(tx, id, jobs, strategies),
      writeAudit(tx, ctx, {
        clientId,
        action: 'batch.accepted',
        targetType: 'batch',
        targetId: id,
        ...(name !== null && { label: name }),
        facts: { jobs: jobs.length, estimated_usd: estimatedUsd },
      }),
      reserveOrRefuse(tx, accepted.job_ids),
    ])
    return null
  }).catch((error: unknown) => explainRefusal(deps, ctx, clientId, error))
  if (kept) return repeatAnswer(kept, idempotency?.hash)
  await tellQueue(deps, jobs)
  return { accepted, replayed: false }
}

function repeatAnswer(kept: KeptAnswer, hash: string | undefined): { accepted: BatchAccepted; replayed: true } {
  if (kept.body_hash !== hash) throw new AppError('idempotency_mismatch')
  return { accepted: batchAccepted.parse(kept.response), replayed: true }
}
