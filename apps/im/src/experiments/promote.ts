import type { Experiment, ExperimentResults, PromoteExperimentRequest, VariantResult } from '@hg/contracts'
import { roleAllows } from '@hg/contracts'
import {
  experimentOutcomes,
  type ExperimentRow,
  promoteVariant,
  type Queryable,
  roleOn,
  withTenant,
  writeAudit,
} from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { bringIntoUse } from '../templates/activate.ts'
import { findPromptToChange } from '../templates/find.ts'
import type { ExperimentDeps } from './deps.ts'
import { findExperiment, findExperimentToChange } from './find.ts'
import { measure } from './measure.ts'
import { presentExperiment } from './present.ts'
import { refuse } from './read-draft.ts'

/**
 * Brings a variant's version into use, for everybody whom its template serves, and ends the experiment if it runs. Decided
 * on the numbers of this moment, which the audit keeps with who decided.
 *
 * @throws {AppError} `not_found`; `forbidden` for who is no admin at the template's client; `conflict` when another version than
 * `based_on` is in use, or a variant was promoted before; `unprocessable` with every reason against it; `template_invalid`
 */
export async function promoteExperiment(
  deps: ExperimentDeps,
  ctx: Context,
  id: string,
  { variant: key, based_on }: PromoteExperimentRequest,
): Promise<Experiment> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const found = await findExperiment(tx, id, 'admin')
    await requireTemplateAdmin(tx, found)
    const template = await findPromptToChange(tx, found.template_id, 'admin')
    const row = await findExperimentToChange(tx, id)
    requirePromotable(row)
    if (template.version !== based_on)
      throw new AppError(
        'conflict',
        `${template.version === null ? 'No version' : `Version ${template.version}`} is in use by now.`,
        {
          fields: [{ path: 'based_on', message: `must be ${template.version ?? 'null'}` }],
        },
      )
    const outcomes = await experimentOutcomes(tx, id)
    const results = measure(row, outcomes, new Date())
    const variant = requireAllowed(results, key)
    const numbers = numbersOf(results, variant)
    await bringIntoUse(tx, ctx, template, { version: variant.version }, { experiment_id: id, variant: key })
    await promoteVariant(tx, id, key, { numbers, outcomes })
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'experiment.promoted',
      targetType: 'experiment',
      targetId: id,
      label: row.name,
      before: { state: row.state, version: based_on },
      after: { state: 'stopped', variant: key, version: variant.version, numbers },
      facts: { template_id: row.template_id, variant: key, version: variant.version, from_version: based_on },
    })
    return presentExperiment(tx, id)
  })
}

/** The version comes into use at the template's client, and for all whom it serves: that is for those who answer there. */
async function requireTemplateAdmin(tx: Queryable, row: ExperimentRow): Promise<void> {
  const held = await roleOn(tx, row.template_client_id)
  if (held === null || !roleAllows(held, 'admin'))
    throw new AppError('forbidden', 'Promoting needs the role admin at the client whose template it is.')
}

function requirePromotable(row: ExperimentRow): void {
  if (row.state === 'draft') throw new AppError('conflict', 'The experiment was not started.')
  if (row.promoted_variant !== null)
    throw new AppError('conflict', `Variant ${row.promoted_variant.toUpperCase()} was promoted before.`)
}

function requireAllowed(results: ExperimentResults, key: string): VariantResult {
  const variant = results.variants.find((one) => one.key === key)
  if (!variant) throw refuse('variant', 'the experiment has no such variant')
  if (variant.refusals.length > 0)
    throw new AppError('unprocessable', `${key.toUpperCase()} cannot be promoted. ${variant.refusals.join(' ')}`, {
      fields: variant.refusals.map((message) => ({ path: 'variant', message })),
    })
  return variant
}

/** What was known when it was decided. */
function numbersOf(results: ExperimentResults, variant: VariantResult): object {
  const { metric, status, winner, summary, assigned, planned, sample_ratio, measured_at } = results
  return {
    ...{ metric, status, winner, summary, assigned, planned, sample_ratio, measured_at },
    guardrails: variant.guardrails,
    variants: results.variants.map(({ key, version, assigned: jobs, metrics }) => ({
      ...{ key, version, jobs },
      ...metrics.find((one) => one.metric === metric),
    })),
    comparison: results.comparisons.find((one) => one.metric === metric && one.variant === variant.key) ?? null,
  }
}
