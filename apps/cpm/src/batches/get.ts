import type { Batch } from '@hg/contracts'
import { type BatchRow, getBatch, type Queryable, withTenant } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { presentBatch } from './present.ts'

/** A batch and how far it is; `not_found` for a missing one and for another tenant's. */
export async function readBatch(deps: Pick<CpmDeps, 'db'>, ctx: Context, id: string): Promise<Batch> {
  return presentBatch(await withTenant(deps.db, ctx.actor, (tx) => findBatch(tx, id)), new Date())
}

export async function findBatch(tx: Queryable, id: string): Promise<BatchRow> {
  const row = await getBatch(tx, id)
  if (!row) throw notFound('batch')
  return row
}
