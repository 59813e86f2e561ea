import type { ChatCompletionCreateParamsStreaming } from 'groq-sdk/resources/chat/completions'
import type { LlmRequest } from '../../types.ts'

/** Our request as Groq's chat completion. Usage comes without being asked for. Qwen writes its thoughts into the text unless told. */
export function convertRequest(request: LlmRequest): ChatCompletionCreateParamsStreaming {
  return {
    model: request.model,
    messages: [
      ...(request.system ? [{ role: 'system' as const, content: request.system }] : []),
      { role: 'user', content: request.user },
    ],
    max_completion_tokens: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.model.startsWith('qwen/') ? { reasoning_format: 'hidden' as const } : {}),
    stream: true,
  }
}
