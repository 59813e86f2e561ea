import type { FeedbackRequest, Job } from '@hg/contracts'
import { getJob, getRevision, putFeedback, withTenant, writeAudit } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { readJob } from '../get.ts'
import { requireWritten } from '../require-state.ts'

/**
 * Notes what the caller says of a piece, in place of what they said before.
 *
 * @throws {AppError} `not_found`, `forbidden`, `job_not_ready` when there is no piece
 */
export async function rateJob(deps: CpmDeps, ctx: Context, id: string, said: FeedbackRequest): Promise<Job> {
  const row = await withTenant(deps.db, ctx.actor, (tx) => getJob(tx, id))
  if (!row) throw notFound('job')
  await requireRoleOf(deps.db, ctx.actor, row.client_id, 'member', 'job')
  requireWritten(row)
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const job = { id, clientId: row.client_id }
    const revision = (await getRevision(tx, job))?.revision ?? 1
    await putFeedback(tx, job, { rating: said.rating, comment: said.comment ?? null, revision })
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'job.rated',
      targetType: 'job',
      targetId: id,
      label: row.topic ?? '',
      facts: { rating: said.rating, revision },
    })
  })
  return readJob(deps, ctx, id)
}
