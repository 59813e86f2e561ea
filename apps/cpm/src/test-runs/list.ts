import type { TestRun } from '@hg/contracts'
import { getTestSet, listTestRuns, type Queryable, type TestSetRow, withTenant } from '@hg/db'
import { readIdCursor, writeIdCursor } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { presentTestRun } from './present.ts'

/** A test set, for who may see it. Throws {AppError} `not_found`. */
export async function findTestSet(tx: Queryable, id: string): Promise<TestSetRow> {
  const set = await getTestSet(tx, id)
  if (!set) throw notFound('test set')
  return set
}

/**
 * The runs of a test set, newest first.
 *
 * @throws {AppError} `not_found`
 */
export async function searchTestRuns(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  id: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: TestRun[]; next_cursor: string | null }> {
  const before = readIdCursor(cursor)
  const rows = await withTenant(deps.db, ctx.actor, async (tx) =>
    listTestRuns(tx, await findTestSet(tx, id), { before, limit }),
  )
  const now = new Date()
  const shown = rows.slice(0, limit)
  return {
    items: shown.map((row) => presentTestRun(row, now)),
    next_cursor: rows.length > limit ? writeIdCursor(shown.at(-1)) : null,
  }
}
