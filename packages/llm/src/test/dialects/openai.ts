import { createHash } from 'node:crypto'
import { sse, type TestDialect } from './dialect.ts'

const model = 'gpt-5.4-mini'
const reasons = { stop: 'stop', length: 'length', refused: 'content_filter' }

function chunk(choices: unknown[], usage: unknown = null): string {
  const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: `${model}-2026-03-17` }
  return sse({ ...base, choices, usage })
}

export const openai: TestDialect = {
  provider: 'openai',
  model,
  path: '/v1/chat/completions',
  requestBody: ({ system, user, temperature, maxOutputTokens }) => ({
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    temperature,
    max_completion_tokens: maxOutputTokens,
    prompt_cache_key: createHash('sha256').update(system).digest('hex').slice(0, 32),
    stream: true,
    stream_options: { include_usage: true },
  }),
  pieceFormat: (required) => ({
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'piece',
        strict: true,
        schema: { type: 'object', required, additionalProperties: false },
      },
    },
  }),
  authHeader: ['authorization', (key) => `Bearer ${key}`],
  requestIdHeader: 'x-request-id',
  baseUrl: (url) => `${url}/v1`,
  begin: (...pieces) => [
    chunk([{ index: 0, delta: { role: 'assistant', content: '', refusal: null }, finish_reason: null }]),
    ...pieces.map((content) => chunk([{ index: 0, delta: { content }, finish_reason: null }])),
  ],
  end: (reason) => [
    chunk([{ index: 0, delta: {}, finish_reason: reasons[reason] }]),
    chunk([], {
      prompt_tokens: 120,
      completion_tokens: 80,
      total_tokens: 200,
      prompt_tokens_details: { cached_tokens: 64, cache_write_tokens: 16, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 0 },
    }),
    sse('[DONE]'),
  ],
  usage: { inputTokens: 120, outputTokens: 80, cachedInputTokens: 64, cacheWriteTokens: 16, reasoningTokens: 30 },
  hasRefusals: true,
  usageBeforeEnd: null,
  modelUsed: `${model}-2026-03-17`,
  error: (message) => JSON.stringify({ error: { message, type: 'some_error', param: null, code: null } }),
  streamError: sse({ error: { message: 'The server had an error', type: 'server_error', code: null } }),
  malformed: sse('{"id": "chatcmpl-1", "choi'),
}
