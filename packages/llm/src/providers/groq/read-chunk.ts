import type { ChatCompletionChunk } from 'groq-sdk/resources/chat/completions'
import type { CompletionUsage } from 'groq-sdk/resources/completions'
import type { ChunkNews } from '../shared/stream-state.ts'
import { convertUsage } from './convert-usage.ts'
import { mapFinishReason } from './map-finish-reason.ts'

/** Groq puts a stream's usage into `x_groq`; servers of the dialect put it where OpenAI does. */
type Chunk = ChatCompletionChunk & { usage?: CompletionUsage | null }

/** One chunk of Groq's streamed completion. Throws when the chunk says why the stream was stopped early. */
export function readChunk(chunk: Chunk): ChunkNews {
  if (chunk.x_groq?.error) throw new Error(chunk.x_groq.error)
  const choice = chunk.choices?.[0]
  const usage = chunk.x_groq?.usage ?? chunk.usage
  return {
    text: choice?.delta?.content,
    ending: mapFinishReason(choice?.finish_reason),
    usage: usage ? convertUsage(usage) : null,
    modelUsed: chunk.model,
    responseId: chunk.x_groq?.id,
  }
}
