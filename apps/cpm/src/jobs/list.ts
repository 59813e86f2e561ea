import type { JobListQuery, JobSummary } from '@hg/contracts'
import { listDescendants, listJobs, withTenant } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
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
  const before = cursor === undefined ? undefined : readCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    let clientIds: string[] | undefined
    if (client_id !== undefined) {
      clientIds = await listDescendants(tx, client_id)
      if (clientIds.length === 0) throw notFound('client')
    }
    return listJobs(tx, { ...filter, clientIds, before })
  })
  const items = rows.slice(0, query.limit).map(presentSummary)
  return { items, next_cursor: rows.length > query.limit ? writeCursor(items.at(-1)) : null }
}

/** The cursor is the last id in base64url: ids are ordered by time. */
function writeCursor(last: JobSummary | undefined): string | null {
  return last ? Buffer.from(last.id.replaceAll('-', ''), 'hex').toString('base64url') : null
}

function readCursor(cursor: string): string {
  const hex = Buffer.from(cursor, 'base64url').toString('hex')
  if (hex.length !== 32) {
    throw new AppError('invalid_request', undefined, {
      fields: [{ path: 'query.cursor', message: 'must be the next_cursor of an earlier answer' }],
    })
  }
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
