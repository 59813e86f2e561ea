import { refreshJobCost, saveDraft, withTenant } from '@hg/db'
import type { WonAttempt } from '../generation/attempts.ts'
import { storable } from '../generation/parse-answer.ts'
import { Stopped } from '../generation/running-jobs.ts'
import { settleWon } from '../generation/settle-won.ts'
import type { Work } from '../generation/work.ts'
import type { SavedAnswer } from './saved-answer.ts'

/**
 * Settles a call and keeps its answer, in one transaction. Safe to repeat.
 *
 * @throws {Stopped} when the claim no longer holds; what was called is charged all the same
 */
export async function keepAnswer(
  { deps, run }: Work,
  won: WonAttempt,
  tries: SavedAnswer['tries'],
): Promise<SavedAnswer> {
  const { handle, outcome } = won
  const { text, finishReason, modelUsed } = outcome.answer
  const saved: SavedAnswer = {
    ...{ text: storable(text), isComplete: finishReason === 'stop', tries },
    ...{ provider: handle.provider, model: handle.model, modelUsed },
  }
  const holds = await withTenant(deps.db, run.actor, async (tx) => {
    await settleWon(tx, { deps, run }, won)
    await refreshJobCost(tx, run.claim)
    return saveDraft(tx, run.claim, saved)
  })
  if (!holds) throw new Stopped('lease_lost')
  return saved
}
