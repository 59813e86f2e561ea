import type { Experiment } from '@hg/contracts'
import { stopExperiment as storeStop, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { ExperimentDeps } from './deps.ts'
import { findExperimentToChange } from './find.ts'
import { presentExperiment } from './present.ts'

/**
 * Stops an experiment: from now on every job is given the version in use. Jobs that have their prompt keep their variant, and count.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` for one that does not run
 */
export async function stopExperiment(deps: ExperimentDeps, ctx: Context, id: string): Promise<Experiment> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findExperimentToChange(tx, id)
    if (row.state !== 'running')
      throw new AppError(
        'conflict',
        row.state === 'draft' ? 'The experiment was not started.' : 'The experiment was stopped before.',
      )
    await storeStop(tx, id)
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'experiment.stopped',
      targetType: 'experiment',
      targetId: id,
      label: row.name,
      before: { state: 'running' },
      after: { state: 'stopped' },
      facts: { template_id: row.template_id },
    })
    return presentExperiment(tx, id)
  })
}
