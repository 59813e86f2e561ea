import type { ChangeExperimentRequest, Experiment } from '@hg/contracts'
import { type ExperimentRow, rewriteExperiment, withTenant, writeAudit } from '@hg/db'
import type { Context } from '@hg/runtime'
import { auditedDraft, refuseForeignTemplate } from './create.ts'
import type { ExperimentDeps } from './deps.ts'
import { findDraft } from './find.ts'
import { presentExperiment } from './present.ts'
import { type ReadDraft, readDraft } from './read-draft.ts'

/**
 * Writes a draft anew.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable`; `conflict` for one that was started or changed in the meantime
 */
export async function changeExperiment(
  deps: ExperimentDeps,
  ctx: Context,
  id: string,
  input: ChangeExperimentRequest,
): Promise<Experiment> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findDraft(tx, id, input.base_revision)
    const read = await readDraft(tx, input)
    await rewriteExperiment(tx, { clientId: row.client_id, id }, read.draft, read.variants)
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'experiment.changed',
      targetType: 'experiment',
      targetId: id,
      label: read.draft.name,
      before: auditedDraft(toDraft(row)),
      after: auditedDraft(read),
      facts: { template_id: read.draft.template_id },
    })
    return presentExperiment(tx, id)
  }).catch(refuseForeignTemplate)
}

/** A row as its draft was written. */
export function toDraft(row: ExperimentRow): ReadDraft {
  const { template_client_id, template_id, content_type, name, hypothesis, variants } = row
  const { metric, expected_lift, minimum_sample, pass_rate_margin, cost_margin } = row
  return {
    draft: {
      ...{ template_client_id, template_id, content_type, name, hypothesis },
      ...{ metric, expected_lift, minimum_sample, pass_rate_margin, cost_margin },
    },
    variants,
  }
}
