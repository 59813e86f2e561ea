import { listSignatures, withTenant } from '@hg/db'
import type { TakenAnswer } from '../answers/take-turn.ts'
import type { WonAttempt } from './attempts.ts'
import type { RecentPiece } from '../quality/checks/duplicate.ts'
import { completePiece } from './complete-piece.ts'
import type { PieceInWork } from './piece-in-work.ts'
import { repairPiece } from './repair-piece.ts'
import { createReviewer, draftOf, type Reviewer } from './review-answer.ts'
import { whileUnavailable } from './while-unavailable.ts'
import type { Work } from './work.ts'
import { writePiece } from './write-piece.ts'

/** A piece is compared with so many of the client's newest. */
const comparedPieces = 50

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
    const recent = await whileUnavailable(work.signal, () => recentPieces(work))
    const review = createReviewer(work.run, recent)
    const piece = await repairPiece(keyed, answer ? written(answer, review) : resumed(work, review), review)
    // Safe to repeat: every part of it is done once at most. The lease's end aborts it.
    return await whileUnavailable(work.signal, () => completePiece(work, piece))
  } finally {
    keys.release()
  }
}

async function recentPieces({ deps, run }: Work): Promise<RecentPiece[]> {
  const { id, clientId } = run.claim
  const rows = await withTenant(deps.db, run.actor, (tx) =>
    listSignatures(tx, clientId, { except: id, limit: comparedPieces }),
  )
  return rows.map((row) => ({ jobId: row.id, title: row.title, signature: row.signature }))
}

function resumed({ run: { saved } }: Work, review: Reviewer): PieceInWork {
  if (!saved) throw new Error('there is no draft to go on from')
  return { reviewed: review(saved.draft), author: saved.author, repairs: saved.repairs, unsettled: null }
}

function written(by: TakenAnswer | WonAttempt, review: Reviewer): PieceInWork {
  if ('answer' in by) {
    const { text, provider, model, modelUsed } = by.answer
    const draft = draftOf({ text, finishReason: 'stop' })
    return { reviewed: review(draft), author: { provider, model, modelUsed }, repairs: [], unsettled: null }
  }
  const { provider, model } = by.handle
  const author = { provider, model, modelUsed: by.outcome.answer.modelUsed }
  return { reviewed: review(draftOf(by.outcome.answer)), author, repairs: [], unsettled: by }
}
