import type { ExperimentList, ExperimentListQuery } from '@hg/contracts'
import { listExperiments, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { ExperimentDeps } from './deps.ts'
import { presentSummary } from './present.ts'
import { uuid } from '@hg/contracts'

/**
 * The experiments of a client and of those below it. The cursor is the id of the last one that was seen.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see
 */
export async function listClientExperiments(
  deps: ExperimentDeps,
  ctx: Context,
  clientId: string,
  { state, cursor, limit }: ExperimentListQuery,
): Promise<ExperimentList> {
  const after = uuid.optional().catch(undefined).parse(cursor)
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
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
