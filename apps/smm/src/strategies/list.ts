import type { StrategyList, StrategyListQuery, StrategySummary } from '@hg/contracts'
import { lineageStrategies, listStrategies, strategyAuthors, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { presentInherited, presentOwn } from './present.ts'

/**
 * A client's strategies: the active ones of the clients above it, from the root down, then its own, drafts too. The
 * cursor is the id of the last one that was seen.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see
 */
export async function listClientStrategies(
  deps: SmmDeps,
  ctx: Context,
  clientId: string,
  query: StrategyListQuery,
): Promise<StrategyList> {
  const all = await withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requireRole(tx, clientId, 'viewer', 'client')
      const lineage = await lineageStrategies(tx, clientId)
      const own = await listStrategies(tx, clientId)
      const authors = await strategyAuthors(tx, clientId)
      const above = lineage.filter((layer) => layer.client_id !== clientId)
      return [...above.map(presentInherited), ...own.map((row) => presentOwn(row, authors))]
    },
    { snapshot: true },
  )
  const wanted = all.filter((item) => isWanted(item, query))
  const from = query.cursor === undefined ? 0 : wanted.findIndex(({ id }) => id === query.cursor) + 1
  const items = wanted.slice(from, from + query.limit)
  return { items, next_cursor: from + query.limit < wanted.length ? (items.at(-1)?.id ?? null) : null }
}

function isWanted(item: StrategySummary, { content_type, state }: StrategyListQuery): boolean {
  if (content_type !== undefined && item.content_type !== content_type) return false
  return state === undefined || item.is_active === (state === 'active')
}
