import { sse, type TestDialect } from './dialect.ts'

const model = 'claude-sonnet-5'
const reasons = { stop: 'end_turn', length: 'max_tokens', refused: 'refusal' }

function event(data: { type: string } & Record<string, unknown>): string {
  return sse(data, data.type)
}

export const anthropic: TestDialect = {
  provider: 'anthropic',
  model,
  path: '/v1/messages',
  requestBody: ({ system, user, temperature, maxOutputTokens }) => ({
    model,
    system: [{ type: 'text', text: system, cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: user }],
    temperature,
    max_tokens: maxOutputTokens,
    stream: true,
  }),
  pieceFormat: (required) => ({
    output_config: {
      format: { type: 'json_schema', schema: { type: 'object', required, additionalProperties: false } },
    },
  }),
  authHeader: ['authorization', (key) => `Bearer ${key}`],
  requestIdHeader: 'request-id',
  baseUrl: (url) => url,
  begin: (...pieces) => [
    event({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: `${model}-20260630`,
        content: [],
        stop_reason: null,
        usage: { input_tokens: 40, cache_read_input_tokens: 64, cache_creation_input_tokens: 16, output_tokens: 1 },
      },
    }),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
    event({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Let me think.' } }),
    event({ type: 'content_block_stop', index: 0 }),
    event({ type: 'ping' }),
    event({ type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } }),
    ...pieces.map((text) => event({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text } })),
  ],
  end: (reason) => [
    event({ type: 'content_block_stop', index: 1 }),
    event({
      type: 'message_delta',
      delta: { stop_reason: reasons[reason], stop_sequence: null },
      usage: { output_tokens: 80, output_tokens_details: { thinking_tokens: 30 } },
    }),
    event({ type: 'message_stop' }),
  ],
  usage: { inputTokens: 120, outputTokens: 80, cachedInputTokens: 64, cacheWriteTokens: 16, reasoningTokens: 30 },
  hasRefusals: true,
  usageBeforeEnd: {
    inputTokens: 120,
    outputTokens: 1,
    cachedInputTokens: 64,
    cacheWriteTokens: 16,
    reasoningTokens: 0,
  },
  modelUsed: `${model}-20260630`,
  error: (message) => JSON.stringify({ type: 'error', error: { type: 'some_error', message } }),
  streamError: event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  malformed: sse('{"type": "content_blo', 'content_block_delta'),
}
