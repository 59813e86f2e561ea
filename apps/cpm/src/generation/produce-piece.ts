import { listSignatures, withTenant } from '@hg/db'
import type { RecentPiece } from '../quality/checks/duplicate.ts'
import { completePiece } from './complete-piece.ts'
import type { PieceInWork } from './piece-in-work.ts'
import { repairPiece } from './repair-piece.ts'
import { createReviewer, draftOf, type Reviewer } from './review-answer.ts'
import { whileUnavailable } from './while-unavailable.ts'
import type { KeyedWork, Work } from './work.ts'
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
    const review = createReviewer(work.run, await recentPieces(work))
    const piece = await repairPiece(keyed, resumed(work, review) ?? (await written(keyed, review)), review)
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

function resumed({ run: { saved } }: Work, review: Reviewer): PieceInWork | null {
  return saved && { reviewed: review(saved.draft), author: saved.author, repairs: saved.repairs, unsettled: null }
}

async function written(work: KeyedWork, review: Reviewer): Promise<PieceInWork> {
  const won = await writePiece(work)
  const { provider, model } = won.handle
  const author = { provider, model, modelUsed: won.outcome.answer.modelUsed }
  return { reviewed: review(draftOf(won.outcome.answer)), author, repairs: [], unsettled: won }
}
