import type { BatchPreview, TestRunRequest } from '@hg/contracts'
import { getTestSet, type TestSetRow, withTenant } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import { earlierBatch, storeBatch, type StoredBatch } from '../batches/store.ts'
import { presentPreview, requirePieces } from '../batches/to-rows.ts'
import type { CpmDeps } from '../deps.ts'
import { bodyHash } from '../jobs/body-hash.ts'
import { prepareTrials } from './prepare-trials.ts'

/**
 * Has every brief of a test set written with one version of a template, in use or not: a batch like any other, with its budget,
 * estimate and charges, whose pieces are trials. Each is called for at once, and no earlier answer is used.
 *
 * @throws {AppError} not_found, forbidden, and what submitting a batch throws
 */
export async function startTestRun(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  input: TestRunRequest,
  idempotencyKey?: string,
): Promise<StoredBatch> {
  const set = await findForRun(deps, ctx, id)
  const idempotency =
    idempotencyKey === undefined ? null : { key: idempotencyKey, hash: bodyHash({ test_set: id, ...input }) }
  const earlier = await earlierBatch(deps, ctx, set.client_id, idempotency)
  if (earlier) return earlier
  const { rows, templateName } = await prepareTrials(deps, ctx, set, input)
  const pieces = requirePieces(rows)
  const { template_id, template_version } = input
  return storeBatch(deps, ctx, {
    clientId: set.client_id,
    name: `${set.name.slice(0, 80)} · version ${template_version}`,
    pieces,
    idempotency,
    run: {
      test_set_id: set.id,
      test_set_version: set.version,
      template_id,
      template_version,
      template_name: templateName,
    },
  })
}

/** What a run would cost, brief by brief. */
export async function previewTestRun(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  input: TestRunRequest,
): Promise<BatchPreview> {
  const set = await findForRun(deps, ctx, id)
  return presentPreview((await prepareTrials(deps, ctx, set, input)).rows)
}

async function findForRun(deps: CpmDeps, ctx: Context, id: string): Promise<TestSetRow> {
  const set = await withTenant(deps.db, ctx.actor, (tx) => getTestSet(tx, id))
  if (!set) throw notFound('test set')
  await requireRoleOf(deps.db, ctx.actor, set.client_id, 'member', 'test set')
  return set
}
