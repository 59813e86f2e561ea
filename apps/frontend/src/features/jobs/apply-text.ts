import type { JobTextEvent } from '@hg/contracts'

/** The text in the making. `complete` is false when a part in the middle was missed; the next snapshot mends it. */
export interface DraftText {
  attempt: number
  text: string
  complete: boolean
}

export const noDraft: DraftText = { attempt: 0, text: '', complete: true }

/**
 * The draft after a text event: appended, or replaced from the event's offset on. An event of an older attempt is
 * dropped, one of a newer attempt begins a new draft: texts of two attempts are never joined.
 */
export function applyText(draft: DraftText, event: JobTextEvent): DraftText {
  if (event.attempt < draft.attempt) return draft
  const before = event.attempt === draft.attempt ? draft : { ...noDraft, attempt: event.attempt }
  if (event.offset > before.text.length) return { ...before, complete: false }
  return {
    attempt: event.attempt,
    text: before.text.slice(0, event.offset) + event.text,
    complete: event.offset === 0 || before.complete,
  }
}
