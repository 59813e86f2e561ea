import type { TextProgress } from './definitions.ts'

/** The text of a job's latest attempt as far as it is known. */
export interface TextState {
  attempt: number
  text: string
}

/**
 * Adds a piece of text in the making to what is known. A piece that leaves a gap (a listener came midway, an event was
 * lost) changes nothing: the next snapshot fills it. Pieces of an earlier attempt are ignored.
 *
 * @returns the new state, or `state` itself when there is nothing new
 */
export function mergeText(state: TextState | undefined, piece: TextProgress): TextState | undefined {
  const { attempt, offset, text } = piece
  if (state && attempt < state.attempt) return state
  if (offset === 0) return { attempt, text }
  if (!state || attempt > state.attempt || offset > state.text.length) return state
  if (offset + text.length <= state.text.length) return state
  return { attempt, text: state.text.slice(0, offset) + text }
}
