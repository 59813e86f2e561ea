import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { Usage } from '../../types.ts'
import type { ChunkNews } from '../shared/stream-state.ts'
import { convertUsage } from './convert-usage.ts'
import { mapFinishReason } from './map-finish-reason.ts'

/** One event of a streamed message. Thoughts, signatures and event types to come add nothing. */
export function readChunk(event: RawMessageStreamEvent, usageSoFar: Usage | null): ChunkNews {
  switch (event.type) {
    case 'message_start':
      return {
        modelUsed: event.message.model,
        responseId: event.message.id,
        usage: convertUsage(event.message.usage ?? {}, usageSoFar),
      }
    case 'content_block_start':
      return event.content_block.type === 'text' ? { text: event.content_block.text } : {}
    case 'content_block_delta':
      return event.delta.type === 'text_delta' ? { text: event.delta.text } : {}
    case 'message_delta':
      return {
        ending: mapFinishReason(event.delta.stop_reason),
        usage: event.usage ? convertUsage(event.usage, usageSoFar) : null,
      }
    case 'content_block_stop':
    case 'message_stop':
    default:
      return {}
  }
}
