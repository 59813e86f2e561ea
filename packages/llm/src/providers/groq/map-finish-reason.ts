import type { Ending } from '../shared/stream-state.ts'

/** Groq's `finish_reason`; null while the stream goes on. It has no word for refused content. */
export function mapFinishReason(reason: string | null | undefined): Ending | null {
  switch (reason) {
    case null:
    case undefined:
    case '':
      return null
    case 'stop':
      return 'stop'
    case 'length':
      return 'length'
    default:
      return 'unexpected'
  }
}
