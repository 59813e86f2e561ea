import type { Ending } from '../shared/stream-state.ts'

/** OpenAI's `finish_reason`; null while the stream goes on. */
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
    case 'content_filter':
      return 'refused'
    default:
      return 'unexpected'
  }
}
