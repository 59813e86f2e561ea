import { finding, type Finding } from '../finding.ts'
import type { Piece } from '../piece/piece.ts'

/** A piece that ran into its token limit stops in the middle, however good the rest is. */
export function checkComplete(piece: Piece, isComplete: boolean): Finding {
  const last = piece.seams.at(-1) ?? { start: 0, end: piece.content.length }
  return finding(piece, {
    id: 'complete',
    label: 'Complete',
    severity: 'error',
    expected: 'the piece ends by itself',
    actual: isComplete ? 'ended by itself' : 'cut off at the token limit',
    miss: isComplete ? 0 : 1,
    evidence: [],
    mends: [
      {
        where: 'content',
        ...last,
        unit: 'range',
        instruction: 'The text breaks off here. Write this last part whole, and then what is still missing to its end.',
      },
    ],
  })
}
