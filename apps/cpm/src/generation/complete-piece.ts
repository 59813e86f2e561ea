import type { JobResult } from '@hg/contracts'
import { completeJob, judgeProviderKey, refreshJobCost, withTenant } from '@hg/db'
import { settleAttempt, type WonAttempt } from './attempts.ts'
import type { Work } from './work.ts'

/**
 * The one transaction that ends a job well: result, charge, cost, and by trigger the event.
 *
 * @param written the call that wrote the piece
 */
export async function completePiece({ deps, run }: Work, result: JobResult, written: WonAttempt): Promise<string> {
  const { handle, outcome } = written
  return withTenant(deps.db, run.actor, async (tx) => {
    // First the charge: the job's cost is the sum of its charges.
    await settleAttempt(deps, tx, run, written)
    if (handle.ownKey?.refused) await judgeProviderKey(tx, handle.ownKey.id, null)
    const done = { result, provider: handle.provider, model: outcome.answer.modelUsed }
    if (await completeJob(tx, run.claim, done)) return 'completed'
    await refreshJobCost(tx, run.claim)
    return 'lease_lost'
  })
}
