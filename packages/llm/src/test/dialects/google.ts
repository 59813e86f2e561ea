import { sse, type TestDialect } from './dialect.ts'

const model = 'gemini-3.5-flash'
const reasons = { stop: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' }

function chunk(parts: unknown[], usage: Record<string, number>, finishReason?: string): string {
  return sse({
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...(finishReason ? { finishReason } : {}) }],
    usageMetadata: { promptTokenCount: 120, cachedContentTokenCount: 64, totalTokenCount: 200, ...usage },
    modelVersion: `${model}-001`,
    responseId: 'resp_1',
  })
}

export const google: TestDialect = {
  provider: 'google',
  model,
  path: `/v1beta/models/${model}:streamGenerateContent?alt=sse`,
  requestBody: ({ system, user, temperature, maxOutputTokens }) => ({
    systemInstruction: { role: 'system', parts: [{ text: system }] },
    contents: [{ role: 'user', parts: [{ text: user }] }],
    generationConfig: { temperature, maxOutputTokens },
    safetySettings: [],
  }),
  pieceFormat: (required) => ({
    generationConfig: {
      responseMimeType: 'application/json',
      responseSchema: { type: 'object', required, propertyOrdering: required },
    },
  }),
  authHeader: ['x-goog-api-key', (key) => key],
  requestIdHeader: null,
  baseUrl: (url) => url,
  begin: (...pieces) => [
    chunk([{ text: 'Let me think.', thought: true }], { thoughtsTokenCount: 30 }),
    ...pieces.map((text) => chunk([{ text }], { candidatesTokenCount: 20, thoughtsTokenCount: 30 })),
  ],
  end: (reason) => [chunk([{ text: '' }], { candidatesTokenCount: 50, thoughtsTokenCount: 30 }, reasons[reason])],
  usage: { inputTokens: 120, outputTokens: 80, cachedInputTokens: 64, cacheWriteTokens: 0, reasoningTokens: 30 },
  hasRefusals: true,
  usageBeforeEnd: {
    inputTokens: 120,
    outputTokens: 50,
    cachedInputTokens: 64,
    cacheWriteTokens: 0,
    reasoningTokens: 30,
  },
  modelUsed: `${model}-001`,
  error: (message) => JSON.stringify({ error: { code: 0, message, status: 'SOME_ERROR' } }),
  streamError: sse({ error: { code: 503, message: 'The model is overloaded', status: 'UNAVAILABLE' } }),
  malformed: sse('{"candidates": [{"con'),
}
