import type { StrategyDiff, StrategyDiffQuery, StrategyVersionList, StrategyVersionText } from '@hg/contracts'
import { getStrategyVersion, listStrategyVersions, type Queryable, strategyAuthors, withTenant } from '@hg/db'
import { readVersionCursor } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { differencesBetween } from './differences.ts'
import { findStrategy } from './find.ts'
import { presentVersion } from './present.ts'

/** The versions of a strategy, newest first, with who made them and why. */
export async function listVersions(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<StrategyVersionList> {
  const before = readVersionCursor(query.cursor)
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const strategy = await findStrategy(tx, id, 'viewer')
    const authors = await strategyAuthors(tx, strategy.client_id)
    const rows = await listStrategyVersions(tx, id, { limit: query.limit, ...before })
    const items = rows.slice(0, query.limit).map((row) => presentVersion(row, strategy.version, authors))
    return { items, next_cursor: rows.length > query.limit ? String(items.at(-1)?.version) : null }
  })
}

/** One version with its text. Throws `not_found` for one that does not exist. */
export async function readVersion(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  version: number,
): Promise<StrategyVersionText> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const strategy = await findStrategy(tx, id, 'viewer')
    const row = await requireVersion(tx, id, version)
    const { configuration, merge_modes } = row
    const authors = await strategyAuthors(tx, strategy.client_id)
    return { ...presentVersion(row, strategy.version, authors), configuration, merge_modes }
  })
}

/** What differs between two versions, field by field. */
export async function compareVersions(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  query: StrategyDiffQuery,
): Promise<StrategyDiff> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const strategy = await findStrategy(tx, id, 'viewer')
    const to = query.to ?? strategy.version
    const from = query.from ?? Math.max(1, to - 1)
    const texts = [await requireVersion(tx, id, from), await requireVersion(tx, id, to)] as const
    return { from, to, differences: differencesBetween(...texts) }
  })
}

async function requireVersion(tx: Queryable, id: string, version: number) {
  const row = version < 2 ** 31 ? await getStrategyVersion(tx, id, version) : null
  if (!row) throw notFound('version')
  return row
}
