import type { JobTextEvent } from '@hg/contracts'
import { mergeText, type TextState } from '@hg/queue'

/** How many jobs' texts one process remembers. A job's text is some 10 kB, and is dropped when the job ends. */
const maxJobs = 2000

/**
 * Texts in the making, put together from the pieces that arrive, so that whoever connects in the middle gets what is
 * there. A piece that leaves a gap is dropped: the writer sends the whole text again every two seconds.
 */
export class TextBuffers {
  readonly #texts = new Map<string, TextState>()

  /** Takes a piece in; false when it brought nothing new: an attempt that was given up, a gap, a repetition. */
  add(piece: JobTextEvent): boolean {
    const known = this.#texts.get(piece.job_id)
    const merged = mergeText(known, piece)
    if (!merged || merged === known) return false
    this.#texts.delete(piece.job_id)
    this.#texts.set(piece.job_id, merged)
    if (this.#texts.size > maxJobs) this.#texts.delete(this.#texts.keys().next().value ?? '')
    return true
  }

  /** What has been written so far, as one piece; null when nothing is known. */
  snapshot(jobId: string): JobTextEvent | null {
    const known = this.#texts.get(jobId)
    return known ? { job_id: jobId, attempt: known.attempt, offset: 0, text: known.text } : null
  }

  drop(jobId: string): void {
    this.#texts.delete(jobId)
  }
}
