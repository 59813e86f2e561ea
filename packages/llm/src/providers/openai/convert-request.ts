import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { LlmRequest } from '../../types.ts'

// gpt-oss is an open model, served by others.
const openAisOwn = /^(gpt-(?!oss)|chatgpt-|o\d)/

/**
 * Our request as a chat completion, which Ollama, vLLM and the like serve too. OpenAI's reasoning models refuse
 * `max_tokens`; Ollama silently ignores `max_completion_tokens`, so the model's name decides which one is sent.
 */
export function convertRequest(request: LlmRequest): ChatCompletionCreateParamsStreaming {
  const limit = openAisOwn.test(request.model) ? 'max_completion_tokens' : 'max_tokens'
  return {
    model: request.model,
    messages: [
      ...(request.system ? [{ role: 'system' as const, content: request.system }] : []),
      { role: 'user', content: request.user },
    ],
    [limit]: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    stream: true,
    stream_options: { include_usage: true },
  }
}
