import { type Database, deleteTestSet, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import { findTestSet } from './find.ts'

/**
 * Removes a test set with what was noted about its runs. Their batches and pieces stay, and stay trials.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function removeTestSet(deps: { db: Database }, ctx: Context, id: string): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const { client_id, name, content_type, briefs, runs } = await findTestSet(tx, id)
    await requireRole(tx, client_id, 'member', 'test set')
    // Somebody else was faster.
    if (!(await deleteTestSet(tx, id))) throw notFound('test set')
    await writeAudit(tx, ctx, {
      clientId: client_id,
      action: 'test_set.removed',
      targetType: 'test_set',
      targetId: id,
      label: name,
      before: { name, content_type, briefs },
      facts: { runs },
    })
  })
}
