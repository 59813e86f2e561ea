import type { Experiment } from '@hg/contracts'
import { experimentOutcomes, stopExperiment as storeStop, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { ExperimentDeps } from './deps.ts'
import { findExperimentToChange } from './find.ts'
import { measure } from './measure.ts'
import { presentExperiment } from './present.ts'

/**
 * Stops an experiment: from now on every job is given the version in use. Jobs that have their prompt keep their variant, and count;
 * what is known at this moment is kept beside what they still add.
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
    const outcomes = await experimentOutcomes(tx, id)
    const { status, winner, summary, assigned, planned } = measure({ ...row, state: 'stopped' }, outcomes, new Date())
    await storeStop(tx, id, { outcomes })
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'experiment.stopped',
      targetType: 'experiment',
      targetId: id,
      label: row.name,
      before: { state: 'running' },
      after: { state: 'stopped', numbers: { status, winner, summary, assigned, planned } },
      facts: { template_id: row.template_id },
    })
    return presentExperiment(tx, id)
  })
}
