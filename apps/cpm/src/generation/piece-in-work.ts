import type { RepairRound } from '@hg/contracts'
import { refreshJobCost, saveDraft, withTenant } from '@hg/db'
import type { WonAttempt } from './attempts.ts'
import type { Author, SavedDraft } from './draft.ts'
import type { ReviewedDraft } from './review-answer.ts'
import { Stopped } from './running-jobs.ts'
import { settleWon } from './settle-won.ts'
import type { Work } from './work.ts'

/** A piece on its way: as it stands, checked, with the repairs so far. */
export interface PieceInWork {
  reviewed: ReviewedDraft
  author: Author
  repairs: RepairRound[]
  /** The last call that succeeded, where it is still to be settled. */
  unsettled: WonAttempt | null
}

/**
 * Settles the last call and keeps the piece, in one transaction, before the next call is made.
 *
 * @throws {Stopped} when the claim no longer holds; what was called is charged all the same
 */
export async function keepDraft({ deps, run }: Work, piece: PieceInWork, begun: RepairRound): Promise<void> {
  const saved: SavedDraft = {
    draft: piece.reviewed.draft,
    author: piece.author,
    repairs: [...piece.repairs, begun],
  }
  const holds = await withTenant(deps.db, run.actor, async (tx) => {
    if (piece.unsettled) await settleWon(tx, { deps, run }, piece.unsettled)
    await refreshJobCost(tx, run.claim)
    return saveDraft(tx, run.claim, saved)
  })
  if (!holds) throw new Stopped('lease_lost')
}
