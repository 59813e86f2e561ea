import type { JobResult, Revision } from '@hg/contracts'
import { getJob, insertRevision, type JobRow, type Queryable, withTenant, writeAudit } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { recentPieces } from '../../generation/recent-pieces.ts'
import { resultOf } from '../../generation/result-of.ts'
import { createReviewer } from '../../generation/review-answer.ts'
import { toRun } from '../../generation/run-context.ts'
import type { RecentPiece } from '../../quality/checks/duplicate.ts'
import { requireWritten } from '../require-state.ts'
import { presentRevision } from './present.ts'
import { type PieceRevision, readRevision } from './read.ts'

/** What a revision is to hold. */
export interface Edit extends Pick<JobResult, 'title' | 'meta_description' | 'content'> {
  note: string | null
  restoredFrom: number | null
}

/**
 * Adds a revision to a job's piece, checked anew against the strategy that the job was accepted under.
 *
 * @param baseRevision the revision that was edited
 * @param makeEdit what the new one holds
 * @throws {AppError} `not_found`, `forbidden`, `job_not_ready` when there is no text, `conflict` with both texts when
 *   another revision came first
 */
export async function addRevision(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  baseRevision: number,
  makeEdit: (tx: Queryable, row: JobRow) => Promise<Edit> | Edit,
): Promise<Revision> {
  const found = await withTenant(deps.db, ctx.actor, (tx) => getJob(tx, id))
  if (!found) throw notFound('job')
  await requireRoleOf(deps.db, ctx.actor, found.client_id, 'member', 'job')
  requireWritten(found)
  const { edit, recent } = await withTenant(deps.db, ctx.actor, async (tx) => ({
    edit: await makeEdit(tx, found),
    recent: await recentPieces(tx, found.client_id, id),
  }))
  // Between two transactions: no connection waits for a long text.
  const { result, signature } = await checkText(deps, found, edit, recent)
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const { note, restoredFrom } = edit
    const job = { id, clientId: found.client_id }
    const added = await insertRevision(tx, job, baseRevision, { ...result, signature, note, restoredFrom })
    if (!added) throw await staleEdit(tx, id, edit)
    await writeAudit(tx, ctx, {
      clientId: found.client_id,
      action: restoredFrom === null ? 'job.edited' : 'job.restored',
      targetType: 'job',
      targetId: id,
      label: found.topic ?? '',
      facts: { revision: baseRevision + 1, restored_from: restoredFrom },
    })
    return presentRevision(id, await latest(tx, found), new Map())
  })
}

/** A text by hand, checked as the job's own was. It ends where its author ended it. */
async function checkText(
  { threads }: CpmDeps,
  row: JobRow,
  { title, meta_description, content }: Edit,
  recent: RecentPiece[],
): Promise<{ result: JobResult; signature: number[] }> {
  const review = createReviewer(threads, toRun(row), recent)
  const reviewed = await review({ title, metaDescription: meta_description, content, isComplete: true })
  return { result: resultOf(reviewed, []), signature: reviewed.signature }
}

/** Another revision came first, or the text was removed meanwhile. */
async function staleEdit(tx: Queryable, id: string, edit: Edit): Promise<AppError> {
  const now = await getJob(tx, id)
  if (!now) return notFound('job')
  const { title, meta_description, content, number } = await latest(tx, now)
  const current = { title, meta_description, content, version: number }
  const yours = { title: edit.title, meta_description: edit.meta_description, content: edit.content }
  return new AppError('conflict', 'Somebody else edited this piece in the meantime.', { stale: { current, yours } })
}

async function latest(tx: Queryable, row: JobRow): Promise<PieceRevision> {
  const found = await readRevision(tx, row)
  if (!found) throw notFound('revision')
  return found
}
