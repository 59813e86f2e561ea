import { completePiece } from './complete-piece.ts'
import { resultOf } from './result-of.ts'
import { createReviewer, draftOf } from './review-answer.ts'
import { whileUnavailable } from './while-unavailable.ts'
import type { Work } from './work.ts'
import { writePiece } from './write-piece.ts'

/**
 * Produces the piece of a claimed job: prompt, call, checks, result.
 *
 * @returns the outcome: what the logs and figures call it
 */
export async function producePiece(work: Work): Promise<string> {
  const keys = await work.deps.keyChain.hold(work.run.claim.clientId)
  try {
    const won = await writePiece({ ...work, keys })
    const result = resultOf(createReviewer(work.run)(draftOf(won.outcome.answer)), [])
    // Safe to repeat: every part of it is done once at most. The lease's end aborts it.
    return await whileUnavailable(work.signal, () => completePiece(work, result, won))
  } finally {
    keys.release()
  }
}
