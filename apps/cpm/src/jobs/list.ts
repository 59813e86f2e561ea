import type { JobListQuery, JobSummary } from '@hg/contracts'
import { listDescendants, listJobs, withTenant } from '@hg/db'
import { readIdCursor, writeIdCursor } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { presentSummary } from './present.ts'

/**
 * Jobs, newest first. `client_id` means that client and everything below it; without it, every client that the actor may
 * see. A missing or foreign client is `not_found`.
 */
export async function searchJobs(
  deps: CpmDeps,
  ctx: Context,
  query: JobListQuery,
): Promise<{ items: JobSummary[]; next_cursor: string | null }> {
  const { client_id, cursor, ...filter } = query
  const before = readIdCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    let clientIds: string[] | undefined
    if (client_id !== undefined) {
      clientIds = await listDescendants(tx, client_id)
      if (clientIds.length === 0) throw notFound('client')
    }
    return listJobs(tx, { ...filter, clientIds, before })
  })
  const items = rows.slice(0, query.limit).map(presentSummary)
  return { items, next_cursor: rows.length > query.limit ? writeIdCursor(items.at(-1)) : null }
}
