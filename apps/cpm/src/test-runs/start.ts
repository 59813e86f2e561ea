import type { BatchPreview, TestRunRequest } from '@hg/contracts'
import { getTestSet, servingPrompt, type TestSetRow, withTenant } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import { asGiven, type PreparedRow, prepareRows } from '../batches/prepare.ts'
import { earlierBatch, storeBatch, type StoredBatch } from '../batches/store.ts'
import { presentPreview, requirePieces } from '../batches/to-rows.ts'
import type { CpmDeps } from '../deps.ts'
import { bodyHash } from '../jobs/body-hash.ts'

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
  const pieces = requirePieces(await prepare(deps, ctx, set, input))
  const { template_id, template_version } = input
  const name = await nameOf(deps, ctx, set, input)
  return storeBatch(deps, ctx, {
    clientId: set.client_id,
    name: `${set.name.slice(0, 80)} · version ${template_version}`,
    pieces,
    idempotency,
    run: { test_set_id: set.id, test_set_version: set.version, template_id, template_version, template_name: name },
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
  return presentPreview(await prepare(deps, ctx, set, input))
}

async function findForRun(deps: CpmDeps, ctx: Context, id: string): Promise<TestSetRow> {
  const set = await withTenant(deps.db, ctx.actor, (tx) => getTestSet(tx, id))
  if (!set) throw notFound('test set')
  await requireRoleOf(deps.db, ctx.actor, set.client_id, 'member', 'test set')
  return set
}

async function prepare(deps: CpmDeps, ctx: Context, set: TestSetRow, input: TestRunRequest): Promise<PreparedRow[]> {
  const { template_id, template_version, llm } = input
  const trial = { test_set_id: set.id }
  const rows = await prepareRows(deps, ctx, {
    clientId: set.client_id,
    defaults: { content_type: set.content_type, template_id, template_version, llm, cache: 'bypass' },
    items: asGiven(set.briefs.map(({ taken_from: _, ...brief }) => brief)),
    trial,
  })
  // What is written from another client's words goes with them.
  return rows.map((row, index) => {
    const taken_from = set.briefs[index]?.taken_from
    if (!row.piece || !taken_from) return row
    return { ...row, piece: { ...row.piece, request: { ...row.piece.request, trial: { ...trial, taken_from } } } }
  })
}

async function nameOf(deps: CpmDeps, ctx: Context, set: TestSetRow, input: TestRunRequest): Promise<string> {
  const { serves } = await servingPrompt(deps.db, ctx.actor, {
    ...{ clientId: set.client_id, contentType: set.content_type },
    ...{ templateId: input.template_id, version: input.template_version },
  })
  return serves?.name ?? ''
}
