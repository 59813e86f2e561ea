import { type TestBrief, testBriefKey, type TestComparison, type TestComparisonQuery } from '@hg/contracts'
import { listTestRuns, type TestedJobRow, testedJobs, withTenant } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { findTestSet } from './list.ts'
import { presentTestedPiece, presentTestRun } from './present.ts'

/**
 * Two runs of a test set side by side, brief by brief. The test set may have changed between them: a brief is the same where its
 * words are.
 *
 * @throws {AppError} `not_found` for a test set or a run that is not the caller's to see
 */
export async function compareTestRuns(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  id: string,
  query: TestComparisonQuery,
): Promise<TestComparison> {
  const now = new Date()
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      const set = await findTestSet(tx, id)
      const runs = await listTestRuns(tx, set, { batchIds: [query.a, query.b], limit: 2 })
      const find = (batchId: string) => {
        const run = runs.find(({ batch_id }) => batch_id === batchId)
        if (!run) throw notFound('run')
        return run
      }
      const [a, b] = [find(query.a), find(query.b)]
      const pairs = pairPieces(await testedJobs(tx, a), await testedJobs(tx, b))
      return {
        test_set: { id: set.id, name: set.name, content_type: set.content_type },
        a: presentTestRun(a, now),
        b: presentTestRun(b, now),
        rows: pairs.map(({ brief, a, b }) => ({
          brief,
          a: a ? presentTestedPiece(a) : null,
          b: b ? presentTestedPiece(b) : null,
        })),
      }
    },
    { snapshot: true },
  )
}

type Piece = Pick<TestedJobRow, 'brief'>

/** The pieces of two runs by brief, in the order of the first, then what only the second has. Pure. */
export function pairPieces<T extends Piece>(a: T[], b: T[]): { brief: TestBrief; a: T | null; b: T | null }[] {
  const byKey = (pieces: T[]) =>
    new Map(pieces.flatMap((piece) => (piece.brief ? [[testBriefKey(piece.brief), piece] as const] : [])))
  const [ofA, ofB] = [byKey(a), byKey(b)]
  return [...new Set([...ofA.keys(), ...ofB.keys()])].flatMap((key) => {
    const [one, other] = [ofA.get(key) ?? null, ofB.get(key) ?? null]
    const brief = one?.brief ?? other?.brief
    return brief ? [{ brief, a: one, b: other }] : []
  })
}
