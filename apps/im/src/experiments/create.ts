import type { CreateExperimentRequest, Experiment } from '@hg/contracts'
import { insertExperiment, violates, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { ExperimentDeps } from './deps.ts'
import { presentExperiment } from './present.ts'
import { type ReadDraft, readDraft, refuse } from './read-draft.ts'

/**
 * Adds a draft of an experiment, for a client and those below it.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable` for a template or version that cannot be tried there
 */
export async function createExperiment(
  deps: ExperimentDeps,
  ctx: Context,
  clientId: string,
  input: CreateExperimentRequest,
): Promise<Experiment> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const read = await readDraft(tx, input)
    const id = await insertExperiment(tx, clientId, read.draft, read.variants)
    await writeAudit(tx, ctx, {
      clientId,
      action: 'experiment.created',
      targetType: 'experiment',
      targetId: id,
      label: read.draft.name,
      after: auditedDraft(read),
      facts: { template_id: read.draft.template_id },
    })
    return presentExperiment(tx, id)
  }).catch(refuseForeignTemplate)
}

/** What the audit says of a draft. */
export function auditedDraft({ draft, variants }: ReadDraft): object {
  const { content_type, name, hypothesis, metric, expected_lift, minimum_sample, pass_rate_margin, cost_margin } = draft
  return {
    ...{ content_type, name, hypothesis, metric, expected_lift, minimum_sample, pass_rate_margin, cost_margin },
    variants: variants.map(({ key, version, weight }) => ({ key, version, weight })),
  }
}

/** A template of a client that is not above the experiment's. */
export function refuseForeignTemplate(error: unknown): never {
  if (!violates(error, 'experiments_owner')) throw error
  throw refuse('template_id', 'must be a template of the client or of one above it')
}
