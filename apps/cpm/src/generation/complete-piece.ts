import { completeJob, refreshJobCost, withTenant } from '@hg/db'
import type { PieceInWork } from './piece-in-work.ts'
import { resultOf } from './result-of.ts'
import { settleWon } from './settle-won.ts'
import type { Work } from './work.ts'

/** The one transaction that ends a job well: result, charge, cost, and by trigger the event. */
export async function completePiece({ deps, run }: Work, piece: PieceInWork): Promise<string> {
  const { author, unsettled } = piece
  const done = {
    result: resultOf(piece.reviewed, piece.repairs),
    provider: author.provider,
    model: author.modelUsed,
    signature: piece.reviewed.signature,
  }
  return withTenant(deps.db, run.actor, async (tx) => {
    // First the charge: the job's cost is the sum of its charges.
    if (unsettled) await settleWon(tx, { deps, run }, unsettled)
    if (await completeJob(tx, run.claim, done)) return 'completed'
    await refreshJobCost(tx, run.claim)
    return 'lease_lost'
  })
}
