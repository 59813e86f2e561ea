import { sse, type TestDialect } from './dialect.ts'

const model = 'openai/gpt-oss-120b'
const reasons = { stop: 'stop', length: 'length', refused: 'tool_calls' }

function chunk(choices: unknown[], xGroq?: unknown): string {
  return sse({ id: 'chatcmpl-2', object: 'chat.completion.chunk', created: 1, model, choices, x_groq: xGroq })
}

export const groq: TestDialect = {
  provider: 'groq',
  model,
  path: '/openai/v1/chat/completions',
  requestBody: ({ system, user, temperature, maxOutputTokens }) => ({
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    temperature,
    max_completion_tokens: maxOutputTokens,
    stream: true,
  }),
  pieceFormat: () => null,
  authHeader: ['authorization', (key) => `Bearer ${key}`],
  requestIdHeader: 'x-request-id',
  baseUrl: (url) => url,
  begin: (...pieces) => [
    chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }], { id: 'req_1' }),
    chunk([{ index: 0, delta: { reasoning: 'Let me think.' }, finish_reason: null }]),
    ...pieces.map((content) => chunk([{ index: 0, delta: { content }, finish_reason: null }])),
  ],
  end: (reason) => [
    chunk([{ index: 0, delta: {}, finish_reason: reasons[reason] }], {
      id: 'req_1',
      usage: {
        prompt_tokens: 120,
        completion_tokens: 80,
        total_tokens: 200,
        prompt_tokens_details: { cached_tokens: 64 },
        completion_tokens_details: { reasoning_tokens: 30 },
        total_time: 0.2,
      },
    }),
    sse('[DONE]'),
  ],
  usage: { inputTokens: 120, outputTokens: 80, cachedInputTokens: 64, cacheWriteTokens: 0, reasoningTokens: 30 },
  hasRefusals: false,
  usageBeforeEnd: null,
  modelUsed: model,
  error: (message) => JSON.stringify({ error: { message, type: 'some_error', code: 'some_code' } }),
  streamError: sse({ error: { message: 'Over capacity', type: 'internal_server_error', code: 'over_capacity' } }),
  malformed: sse('{"id": "chatcmpl-2", "choi'),
}
