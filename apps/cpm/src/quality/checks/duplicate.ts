import { finding, type Finding } from '../finding.ts'
import type { Piece } from '../piece/piece.ts'
import { likeness, signatureOfWords } from '../shingles.ts'

/** A piece that was written for the same client before. */
export interface RecentPiece {
  jobId: string
  title: string | null
  signature: number[]
}

/** Two pieces of which so much is the same in so many words are one piece written twice. */
const nearDuplicate = 0.8
/** Shorter pieces are alike by nature. */
const fewestWords = 150

/** Whether a piece is long enough to be compared. */
function isComparable(piece: Piece): boolean {
  return piece.wordCount >= fewestWords
}

const known = new WeakMap<Piece, number[]>()

/** What later pieces of the client are compared with; empty for a piece that is too short for it. */
export function signatureOfPiece(piece: Piece): number[] {
  let signature = known.get(piece)
  if (!signature) {
    signature = isComparable(piece) ? signatureOfWords(piece.words) : []
    known.set(piece, signature)
  }
  return signature
}

/** The piece is no near-duplicate of one that the same client got of late. Nothing of it can be mended in parts. */
export function checkDuplicate(piece: Piece, recent: RecentPiece[]): Finding {
  const signature = signatureOfPiece(piece)
  const alike = recent
    .map((other) => ({ other, share: likeness(signature, other.signature) }))
    .filter(({ share }) => share >= nearDuplicate)
    .toSorted((a, b) => b.share - a.share)
  const most = alike[0]?.share ?? 0
  return finding(piece, {
    id: 'duplicate',
    label: 'New to the client',
    severity: 'warning',
    expected: `unlike the last ${recent.length} ${recent.length === 1 ? 'piece' : 'pieces'}`,
    actual: alike.length === 0 ? 'unlike all of them' : `${Math.round(most * 100)}% the same as an earlier piece`,
    miss: most,
    evidence: alike.map(
      ({ other, share }) =>
        `${Math.round(share * 100)}% the same as "${other.title ?? 'an untitled piece'}" (${other.jobId})`,
    ),
  })
}
