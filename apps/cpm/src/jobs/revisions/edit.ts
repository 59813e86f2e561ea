import type { JobResult, Revision } from '@hg/contracts'
import { getJob, insertRevision, type JobRow, type Queryable, withTenant, writeAudit } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { resultOf } from '../../generation/result-of.ts'
import { createReviewer } from '../../generation/review-answer.ts'
import { toRun } from '../../generation/run-context.ts'
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
  return withTenant(deps.db, ctx.actor, async (tx) => {
    requireWritten(found)
    const edit = await makeEdit(tx, found)
    const checked = checkText(found, edit)
    const { note, restoredFrom } = edit
    const job = { id, clientId: found.client_id }
    const added = await insertRevision(tx, job, baseRevision, { ...checked, note, restoredFrom })
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
function checkText(row: JobRow, { title, meta_description, content }: Edit): JobResult {
  const review = createReviewer(toRun(row))
  return resultOf(review({ title, metaDescription: meta_description, content, isComplete: true }), [])
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
