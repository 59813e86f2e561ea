import type { TestSet, TestSetListQuery, TestSetSummary } from '@hg/contracts'
import { type Database, listTestSets, withTenant } from '@hg/db'
import { readIdCursor, requireRole, writeIdCursor } from '@hg/http'
import type { Context } from '@hg/runtime'
import { findTestSet, presentSummary, presentTestSet } from './find.ts'

/** A test set with its briefs. Throws {AppError} `not_found`. */
export async function readTestSet(deps: { db: Database }, ctx: Context, id: string): Promise<TestSet> {
  return presentTestSet(await withTenant(deps.db, ctx.actor, (tx) => findTestSet(tx, id)))
}

/** A client's own test sets, newest first. Throws {AppError} `not_found`. */
export async function searchTestSets(
  deps: { db: Database },
  ctx: Context,
  clientId: string,
  { cursor, limit }: TestSetListQuery,
): Promise<{ items: TestSetSummary[]; next_cursor: string | null }> {
  const before = readIdCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'viewer', 'client')
    return listTestSets(tx, clientId, { before, limit })
  })
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(presentSummary),
    next_cursor: rows.length > limit ? writeIdCursor(shown.at(-1)) : null,
  }
}
