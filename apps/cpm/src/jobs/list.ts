import type { JobListQuery, JobSummary } from '@hg/contracts'
import { listBatchJobs, listJobs, roleOn, withTenant } from '@hg/db'
import { readIdCursor, writeIdCursor } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { presentSummary } from './present.ts'

/**
 * Jobs, newest first; those of one batch in the order of its items. `client_id` means that client and everything below it;
 * without it, every client that the actor may see. A missing or foreign client is `not_found`.
 */
export async function searchJobs(
  deps: CpmDeps,
  ctx: Context,
  query: JobListQuery,
): Promise<{ items: JobSummary[]; next_cursor: string | null }> {
  const { cursor, ...filter } = query
  const before = readIdCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    if (filter.client_id !== undefined && (await roleOn(tx, filter.client_id)) === null) throw notFound('client')
    const { batch_id } = filter
    if (batch_id !== undefined) return listBatchJobs(tx, { ...filter, batch_id, after: before })
    return listJobs(tx, { ...filter, before })
  })
  const items = rows.slice(0, query.limit).map(presentSummary)
  return { items, next_cursor: rows.length > query.limit ? writeIdCursor(items.at(-1)) : null }
}
