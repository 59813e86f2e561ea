import type { Ending } from '../shared/stream-state.ts'

/** Anthropic's `stop_reason`; null while the stream goes on. */
export function mapFinishReason(reason: string | null | undefined): Ending | null {
  switch (reason) {
    case null:
    case undefined:
      return null
    case 'end_turn':
    case 'stop_sequence':
      return 'stop'
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length'
    case 'refusal':
      return 'refused'
    default:
      return 'unexpected'
  }
}
