import { withTenant } from '@hg/db'
import type { WonAttempt } from './attempts.ts'
import { completePiece } from './complete-piece.ts'
import type { PieceInWork } from './piece-in-work.ts'
import { recentPieces } from './recent-pieces.ts'
import { repairPiece } from './repair-piece.ts'
import { createReviewer, draftOf, type Reviewer } from './review-answer.ts'
import { whileUnavailable } from './while-unavailable.ts'
import type { Work } from './work.ts'
import { type SettledAnswer, writePiece } from './write-piece.ts'

/**
 * Produces the piece of a claimed job: prompt, call, checks, repairs, result. A piece that a lost worker was repairing goes on
 * from where it stood.
 *
 * @returns the outcome: what the logs and figures call it
 */
export async function producePiece(work: Work): Promise<string> {
  const keys = await work.deps.keyChain.hold(work.run.claim.clientId)
  try {
    const keyed = { ...work, keys }
    const answer = work.run.saved ? null : await writePiece(keyed)
    // What was written has been paid for. Only now it is known which pieces it is alike to by intent.
    const { claim, request } = work.run
    const recent = request.trial
      ? // Meant to be like the pieces that its brief was taken from, and like the other runs'.
        undefined
      : await whileUnavailable(work.signal, () =>
          withTenant(work.deps.db, work.run.actor, (tx) => recentPieces(tx, claim.clientId, claim.id)),
        )
    const review = createReviewer(work.deps.threads, work.run, recent)
    const begun = await (answer ? written(answer, review) : resumed(work, review))
    const piece = await repairPiece(keyed, begun, review)
    // Safe to repeat: every part of it is done once at most. The lease's end aborts it.
    return await whileUnavailable(work.signal, () => completePiece(work, piece))
  } finally {
    keys.release()
  }
}

async function resumed({ run: { saved } }: Work, review: Reviewer): Promise<PieceInWork> {
  if (!saved) throw new Error('there is no draft to go on from')
  return { reviewed: await review(saved.draft), author: saved.author, repairs: saved.repairs, unsettled: null }
}

async function written(by: SettledAnswer | WonAttempt, review: Reviewer): Promise<PieceInWork> {
  if ('answer' in by) {
    const { provider, model, modelUsed } = by.answer
    return {
      reviewed: await review(draftOf(by.answer)),
      author: { provider, model, modelUsed },
      repairs: [],
      unsettled: null,
    }
  }
  const { provider, model } = by.handle
  const author = { provider, model, modelUsed: by.outcome.answer.modelUsed }
  return { reviewed: await review(draftOf(by.outcome.answer)), author, repairs: [], unsettled: by }
}
