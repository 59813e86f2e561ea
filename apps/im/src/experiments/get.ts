import type { Experiment, ExperimentResults } from '@hg/contracts'
import { experimentOutcomes, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { ExperimentDeps } from './deps.ts'
import { findExperiment } from './find.ts'
import { measure } from './measure.ts'
import { presentExperiment } from './present.ts'

/** One experiment; `not_found` for a missing one and for another tenant's. */
export async function readExperiment(deps: ExperimentDeps, ctx: Context, id: string): Promise<Experiment> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await findExperiment(tx, id, 'viewer')
      return presentExperiment(tx, id)
    },
    { snapshot: true },
  )
}

/** What an experiment says as of now; `not_found` as above. */
export async function readResults(deps: ExperimentDeps, ctx: Context, id: string): Promise<ExperimentResults> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      const row = await findExperiment(tx, id, 'viewer')
      return measure(row, await experimentOutcomes(tx, id), new Date())
    },
    { snapshot: true },
  )
}
