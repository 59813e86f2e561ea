import { deleteExperiment, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { auditedDraft } from './create.ts'
import { toDraft } from './change.ts'
import type { ExperimentDeps } from './deps.ts'
import { findExperimentToChange } from './find.ts'

/**
 * Deletes a draft. What was started stays: pieces name it.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` for one that was started
 */
export async function removeExperiment(deps: ExperimentDeps, ctx: Context, id: string): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findExperimentToChange(tx, id)
    if (row.state !== 'draft')
      throw new AppError('conflict', 'The experiment was started and stays: pieces name it. Stop it instead.')
    await deleteExperiment(tx, id)
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'experiment.deleted',
      targetType: 'experiment',
      targetId: id,
      label: row.name,
      before: auditedDraft(toDraft(row)),
      facts: { template_id: row.template_id },
    })
  })
}
