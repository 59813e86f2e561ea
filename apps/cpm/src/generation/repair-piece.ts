import { usualMaxRepairs } from '@hg/contracts'
import type { PieceInWork } from './piece-in-work.ts'
import { repairOnce } from './repair-once.ts'
import type { Reviewer } from './review-answer.ts'
import type { KeyedWork } from './work.ts'

/** Verdicts after which another round would end alike. */
const final = new Set(['call_failed', 'over_budget'])

/**
 * Repairs a piece that did not pass, round by round: at most as often as the strategy says, as long as something can be mended
 * and paid for. A piece that cannot be mended is kept as it is, with its failed checks: it has been written and paid for.
 *
 * @throws what stops the work: a cancellation, a lost lease, a shutdown
 */
export async function repairPiece(work: KeyedWork, written: PieceInWork, review: Reviewer): Promise<PieceInWork> {
  const most = work.run.snapshot.effective.quality?.max_repairs ?? usualMaxRepairs
  let piece = written
  while (piece.repairs.length < most && !final.has(piece.repairs.at(-1)?.verdict ?? '')) {
    const { segments } = piece.reviewed
    if (segments.length === 0) return piece
    piece = await repairOnce(work, piece, segments, review)
    const round = piece.repairs.at(-1)
    if (!round) return piece
    work.deps.metrics.repairEnded(round.verdict)
    const { taken, verdict, checks } = round
    work.deps.logger.info({ jobId: work.run.claim.id, round: round.round, taken, verdict, checks }, 'repair ended')
  }
  return piece
}
