import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages'
import { pieceSchema } from '../../piece/piece-schema.ts'
import type { LlmRequest } from '../../types.ts'

/**
 * Our request as a message. The system prompt stands beside the conversation, marked to be cached for five minutes: it is
 * the same for a client's next piece, for a retry and for a repair. One that is too short to be cached costs nothing more.
 */
export function convertRequest(request: LlmRequest): MessageCreateParamsStreaming {
  return {
    model: request.model,
    ...(request.system
      ? { system: [{ type: 'text', text: request.system, cache_control: { type: 'ephemeral' } }] }
      : {}),
    messages: [{ role: 'user', content: request.user }],
    max_tokens: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.format === 'piece' ? { output_config: { format: { type: 'json_schema', schema: pieceSchema } } } : {}),
    stream: true,
  }
}
