import { type BatchAccepted, type BatchPreview, type BatchCsvRequest, type BatchRequest } from '@hg/contracts'
import { requireRoleOf } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { asGiven, type GivenItem, prepareRows } from './prepare.ts'
import { readBatchCsv } from './read-csv.ts'
import { earlierBatch, storeBatch } from './store.ts'
import { bodyHash } from '../jobs/body-hash.ts'
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
  const idempotency = idempotencyKey === undefined ? null : { key: idempotencyKey, hash: bodyHash(input) }
  const earlier = await earlierBatch(deps, ctx, client_id, idempotency)
  if (earlier) return earlier
  const rows = await prepareRows(deps, ctx, {
    clientId: client_id,
    defaults: input.defaults ?? {},
    items: itemsOf(input),
  })
  return storeBatch(deps, ctx, {
    clientId: client_id,
    name: input.name ?? null,
    pieces: requirePieces(rows),
    idempotency,
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
