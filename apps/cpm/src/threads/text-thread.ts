import type { ExportedPiece } from '@hg/contracts'
import { parentPort } from 'node:worker_threads'
import { type LaidOutFormat, layOut as layOutPiece } from '../jobs/export/lay-out.ts'
import { reviewText } from '../quality/review-text.ts'
import type { Reviewed, TextToReview } from '../quality/reviewed.ts'

// What runs in a thread of its own. Each task says first that it has begun: its time counts from then on.

export interface Task<Input> {
  number: number
  input: Input
}

export function review({ number, input }: Task<TextToReview>): Reviewed {
  parentPort?.postMessage(number)
  return reviewText(input)
}

export async function layOut({
  number,
  input,
}: Task<{ piece: ExportedPiece; format: LaidOutFormat }>): Promise<string | Uint8Array> {
  parentPort?.postMessage(number)
  return layOutPiece(input.piece, input.format)
}
