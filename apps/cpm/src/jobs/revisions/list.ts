import type { Revision, RevisionSummary } from '@hg/contracts'
import { getJob, type JobRow, listRevisions, peopleOf, type Queryable, withTenant } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { presentRevision, presentRevisionSummary } from './present.ts'
import { type PieceRevision, readRevision } from './read.ts'

/**
 * All revisions of a piece, the newest first; the last one is the text as it was written. None while there is no text.
 *
 * @throws {AppError} `not_found`
 */
export async function readRevisions(deps: CpmDeps, ctx: Context, id: string): Promise<RevisionSummary[]> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      const row = await requireJob(tx, id)
      if (row.result === null) return []
      const [edits, people, written] = await Promise.all([
        listRevisions(tx, { id, clientId: row.client_id }),
        peopleOf(tx, row.client_id),
        readRevision(tx, row, 1),
      ])
      const rows = edits.map(({ revision, ...edit }) => ({ number: revision, ...edit }))
      const first = written ? [{ ...written, score: written.quality.score, passed: written.quality.passed }] : []
      return [...rows, ...first].map((revision) => presentRevisionSummary(revision, people))
    },
    { snapshot: true },
  )
}

/**
 * One revision with its text and its checks.
 *
 * @throws {AppError} `not_found`, `job_not_ready` while there is no text
 */
export async function readOneRevision(deps: CpmDeps, ctx: Context, id: string, number: number): Promise<Revision> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await requireJob(tx, id)
    const piece = await requireRevision(tx, row, number)
    return presentRevision(id, piece, await peopleOf(tx, row.client_id))
  })
}

/** A job's row, or `not_found`. */
export async function requireJob(tx: Queryable, id: string): Promise<JobRow> {
  const row = await getJob(tx, id)
  if (!row) throw notFound('job')
  return row
}

/** A revision of a job's piece, the latest by default, or `not_found`. */
export async function requireRevision(tx: Queryable, row: JobRow, number?: number): Promise<PieceRevision> {
  const piece = await readRevision(tx, row, number)
  if (!piece) throw notFound('revision')
  return piece
}
