import type { Experiment, StartExperimentRequest } from '@hg/contracts'
import {
  type ExperimentRow,
  lockClients,
  type PromptRow,
  type PromptVersionTextRow,
  type Queryable,
  startExperiment as storeStart,
  violates,
  withTenant,
  writeAudit,
} from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { requireValid } from '../templates/check.ts'
import { findPromptToChange } from '../templates/find.ts'
import { requireVersion } from '../templates/require-version.ts'
import type { ExperimentDeps } from './deps.ts'
import { findDraft, findExperiment } from './find.ts'
import { findIdle } from './find-idle.ts'
import { planFor } from './plan.ts'
import { presentExperiment } from './present.ts'
import { readTemplate, refuse } from './read-draft.ts'
import { requireSameVariables } from './same-variables.ts'

/**
 * Starts an experiment: from now on jobs of its clients are given its variants. Its plan is kept as it was promised.
 *
 * @throws {AppError} `not_found`, `forbidden`; `conflict` for a draft that is another by now, or beside one that runs;
 * `template_invalid` for a variant that would not work; `unprocessable` where nothing would come of it
 */
export async function startExperiment(
  deps: ExperimentDeps,
  ctx: Context,
  id: string,
  input: StartExperimentRequest,
): Promise<Experiment> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const { template_id, client_id } = await findExperiment(tx, id, 'admin')
    // A move waits, and ends what runs then.
    await lockClients(tx, [client_id])
    await readTemplate(tx, template_id)
    // Whoever activates waits: what is checked here is what serves.
    const template = await findPromptToChange(tx, template_id, 'viewer')
    const row = await findDraft(tx, id, input.base_revision)
    await requireUsable(tx, row, template)
    const plan = await planFor(tx, { ...row, clientId: row.client_id })
    if (plan.jobs === null)
      throw refuse('expected_lift', 'no such change is possible: the metric is as it can be already, or always 0')
    await storeStart(tx, id, plan)
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'experiment.started',
      targetType: 'experiment',
      targetId: id,
      label: row.name,
      before: { state: 'draft' },
      after: { state: 'running', variants: row.variants, planned_jobs: plan.jobs },
      facts: { template_id, planned_jobs: plan.jobs },
    })
    return presentExperiment(tx, id)
  }).catch(refuseSecondRunning)
}

/** The template serves there, every variant can be rendered, and a request that suits the version in use suits all of them. */
async function requireUsable(tx: Queryable, row: ExperimentRow, template: PromptRow): Promise<void> {
  if (row.template_id !== template.template_id)
    throw new AppError('conflict', 'Somebody else changed the draft in the meantime. Look at it again.')
  if (await findIdle(tx, row))
    throw refuse(
      'template_id',
      'serves no piece of this client and content type now, so no job would be given a variant',
    )
  const versions: PromptVersionTextRow[] = []
  for (const { version } of row.variants) {
    const found = await requireVersion(tx, row.template_id, version)
    await requireValid(tx, template, found)
    versions.push(found)
  }
  if (template.version !== null)
    requireSameVariables(await requireVersion(tx, row.template_id, template.version), versions)
}

/** Two that start at once: the second is told. */
function refuseSecondRunning(error: unknown): never {
  if (!violates(error, 'experiments_one_running')) throw error
  throw new AppError(
    'conflict',
    'Another experiment of this template runs for the same client and content type. Stop that one first.',
    { cause: error },
  )
}
