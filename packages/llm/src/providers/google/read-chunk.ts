import type { ChunkNews } from '../shared/stream-state.ts'
import { convertUsage, type GoogleUsage } from './convert-usage.ts'
import { mapFinishReason } from './map-finish-reason.ts'
import { type GoogleErrorBody, toFetchError } from './to-fetch-error.ts'

/** A chunk as it comes over the wire, of which the SDK's type tells less. */
export interface GoogleChunk {
  candidates?: { content?: { parts?: { text?: string; thought?: boolean }[] }; finishReason?: string }[]
  promptFeedback?: { blockReason?: string }
  usageMetadata?: GoogleUsage
  modelVersion?: string
  responseId?: string
  error?: GoogleErrorBody
}

/**
 * One chunk of Gemini's stream. Throws for an error inside the stream, which the SDK hands on as if it were content. The
 * SDK's own `text()` is not used: it throws on a refusal and takes the text that came along with it.
 */
export function readChunk(chunk: GoogleChunk): ChunkNews {
  if (chunk.error) throw toFetchError(chunk.error)
  const candidate = chunk.candidates?.[0]
  const parts = candidate?.content?.parts ?? []
  return {
    text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
    ending: chunk.promptFeedback?.blockReason ? 'refused' : mapFinishReason(candidate?.finishReason),
    usage: chunk.usageMetadata ? convertUsage(chunk.usageMetadata) : null,
    modelUsed: chunk.modelVersion,
    responseId: chunk.responseId,
  }
}
