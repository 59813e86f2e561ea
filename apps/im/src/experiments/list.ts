import type { ExperimentList, ExperimentListQuery } from '@hg/contracts'
import { listExperiments, withTenant } from '@hg/db'
import { readIdCursor, requireRole, writeIdCursor } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { ExperimentDeps } from './deps.ts'
import { presentSummary } from './present.ts'

/**
 * The experiments of a client and of those below it.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see; `invalid_request` for a cursor that is none
 */
export async function listClientExperiments(
  deps: ExperimentDeps,
  ctx: Context,
  clientId: string,
  { state, cursor, limit }: ExperimentListQuery,
): Promise<ExperimentList> {
  const after = readIdCursor(cursor)
  const rows = await withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requireRole(tx, clientId, 'viewer', 'client')
      return listExperiments(tx, clientId, { state, after, limit: limit + 1 })
    },
    { snapshot: true },
  )
  const items = rows.slice(0, limit).map(presentSummary)
  return { items, next_cursor: rows.length > limit ? writeIdCursor(items.at(-1)) : null }
}
