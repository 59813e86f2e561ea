import type { ExperimentPlan, PlanExperimentRequest } from '@hg/contracts'
import { type Queryable, templateBaseline, templateVolume, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { ExperimentDeps } from './deps.ts'
import { baselineDays, makePlan, type PlannedExperiment, volumeDays } from './make-plan.ts'
import { readTemplate, toVariants } from './read-draft.ts'

/**
 * How many jobs an experiment would need, and how long that takes at the present rate. Writes nothing.
 *
 * @throws {AppError} `not_found`, `unprocessable`
 */
export async function planExperiment(
  deps: ExperimentDeps,
  ctx: Context,
  clientId: string,
  input: PlanExperimentRequest,
): Promise<ExperimentPlan> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requireRole(tx, clientId, 'viewer', 'client')
      await readTemplate(tx, input.template_id)
      const { weights, ...rest } = input
      const variants = toVariants(weights.map((weight) => ({ weight })))
      return planFor(tx, { clientId, ...rest, variants })
    },
    { snapshot: true },
  )
}

/** The plan of an experiment by what its template's pieces were like lately. */
export async function planFor(
  tx: Queryable,
  asked: PlannedExperiment & Pick<PlanExperimentRequest, 'template_id' | 'content_type'> & { clientId: string },
): Promise<ExperimentPlan> {
  const of = { clientId: asked.clientId, templateId: asked.template_id, contentType: asked.content_type }
  const past = await templateBaseline(tx, { ...of, days: baselineDays })
  return makePlan(asked, { ...past, recentJobs: await templateVolume(tx, { ...of, days: volumeDays }) })
}
