import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages'
import type { LlmRequest } from '../../types.ts'

/** Our request as a message. The system prompt stands beside the conversation. */
export function convertRequest(request: LlmRequest): MessageCreateParamsStreaming {
  return {
    model: request.model,
    ...(request.system ? { system: request.system } : {}),
    messages: [{ role: 'user', content: request.user }],
    max_tokens: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    stream: true,
  }
}
