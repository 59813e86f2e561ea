import type { MovedUse } from '@hg/contracts'
import { experimentOutcomes, getExperiment, lockExperiment, type Queryable, stopExperiment, writeAudit } from '@hg/db'
import type { Context } from '@hg/runtime'

/**
 * Stops the experiments of clients that were moved away from the client whose template they try: that template serves them no more, so
 * they would run on without giving a piece to anything. What is known of them now is kept.
 */
export async function endExperiments(tx: Queryable, ctx: Context, experiments: readonly MovedUse[]): Promise<void> {
  for (const { id, client_id, name } of experiments) {
    await lockExperiment(tx, id)
    const row = await getExperiment(tx, id)
    // Somebody else stopped it a moment ago.
    if (row?.state !== 'running') continue
    await stopExperiment(tx, id, { outcomes: await experimentOutcomes(tx, id), because: 'moved' })
    await writeAudit(tx, ctx, {
      clientId: client_id,
      action: 'experiment.stopped',
      targetType: 'experiment',
      targetId: id,
      label: name,
      before: { state: 'running' },
      after: { state: 'stopped' },
      facts: { because: 'moved' },
    })
  }
}
