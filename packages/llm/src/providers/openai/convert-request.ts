import { createHash } from 'node:crypto'
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { pieceSchema } from '../../piece/piece-schema.ts'
import type { LlmRequest } from '../../types.ts'

// gpt-oss is an open model, served by others.
const openAisOwn = /^(gpt-(?!oss)|chatgpt-|o\d)/

const pieceFormat = {
  type: 'json_schema' as const,
  json_schema: { name: 'piece', strict: true, schema: pieceSchema },
}

/** Requests with the same instructions are sent where these are cached already. */
function cacheKeyOf(system: string): string {
  return createHash('sha256').update(system).digest('hex').slice(0, 32)
}

/**
 * Our request as a chat completion, which Ollama, vLLM and the like serve too. OpenAI's reasoning models refuse
 * `max_tokens`; Ollama silently ignores `max_completion_tokens`, so the model's name decides which one is sent.
 */
export function convertRequest(request: LlmRequest): ChatCompletionCreateParamsStreaming {
  const isOpenAis = openAisOwn.test(request.model)
  const limit = isOpenAis ? 'max_completion_tokens' : 'max_tokens'
  return {
    model: request.model,
    messages: [
      ...(request.system ? [{ role: 'system' as const, content: request.system }] : []),
      { role: 'user', content: request.user },
    ],
    [limit]: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.format === 'piece' ? { response_format: pieceFormat } : {}),
    ...(isOpenAis && request.system ? { prompt_cache_key: cacheKeyOf(request.system) } : {}),
    stream: true,
    stream_options: { include_usage: true },
  }
}
