import type { Ending } from '../shared/stream-state.ts'

const refusals = ['SAFETY', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'IMAGE_SAFETY']

/**
 * Gemini's `finishReason`; null while the stream goes on. RECITATION, a text too close to one it has read, is no refusal of
 * what was asked: another try writes another text.
 */
export function mapFinishReason(reason: string | null | undefined): Ending | null {
  if (reason == null) return null
  if (reason === 'STOP') return 'stop'
  if (reason === 'MAX_TOKENS') return 'length'
  return refusals.includes(reason) ? 'refused' : 'unexpected'
}
