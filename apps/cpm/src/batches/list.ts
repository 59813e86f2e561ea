import type { Batch, BatchListQuery } from '@hg/contracts'
import { listBatches, listDescendants, withTenant } from '@hg/db'
import { readIdCursor, writeIdCursor } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { presentBatch } from './present.ts'

/** Batches, newest first: of a client and everything below it, or of every client that the actor may see. */
export async function searchBatches(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  { client_id, cursor, limit }: BatchListQuery,
): Promise<{ items: Batch[]; next_cursor: string | null }> {
  const before = readIdCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    const clientIds = client_id === undefined ? undefined : await listDescendants(tx, client_id)
    if (clientIds?.length === 0) throw notFound('client')
    return listBatches(tx, { clientIds, before, limit })
  })
  const now = new Date()
  const items = rows.slice(0, limit).map((row) => presentBatch(row, now))
  return { items, next_cursor: rows.length > limit ? writeIdCursor(items.at(-1)) : null }
}
