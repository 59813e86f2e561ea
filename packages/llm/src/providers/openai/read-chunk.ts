import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import type { ChunkNews } from '../shared/stream-state.ts'
import { convertUsage } from './convert-usage.ts'
import { mapFinishReason } from './map-finish-reason.ts'

/** One chunk of a streamed chat completion. The usage comes last, in a chunk without choices. */
export function readChunk(chunk: ChatCompletionChunk): ChunkNews {
  const choice = chunk.choices?.[0]
  return {
    text: choice?.delta?.content,
    ending: choice?.delta?.refusal ? 'refused' : mapFinishReason(choice?.finish_reason),
    usage: chunk.usage ? convertUsage(chunk.usage) : null,
    modelUsed: chunk.model,
    responseId: chunk.id,
  }
}
