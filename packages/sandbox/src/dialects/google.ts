import { field, isObject, type JsonObject, numberAt, stringAt } from '../json.ts'
import type { Usage } from '../usage/usage.ts'
import type { Dialect } from './dialect.ts'

/** Gemini counts thoughts beside the candidates, not in them. */
function toWire(usage: Usage): JsonObject {
  return {
    promptTokenCount: usage.input_tokens,
    candidatesTokenCount: usage.output_tokens - usage.reasoning_tokens,
    totalTokenCount: usage.input_tokens + usage.output_tokens,
    ...(usage.cached_tokens > 0 ? { cachedContentTokenCount: usage.cached_tokens } : {}),
    ...(usage.reasoning_tokens > 0 ? { thoughtsTokenCount: usage.reasoning_tokens } : {}),
  }
}

function fromWire(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined
  const thoughts = numberAt(usage, 'thoughtsTokenCount') ?? 0
  return {
    input_tokens: numberAt(usage, 'promptTokenCount') ?? 0,
    output_tokens: (numberAt(usage, 'candidatesTokenCount') ?? 0) + thoughts,
    cached_tokens: numberAt(usage, 'cachedContentTokenCount') ?? 0,
    cache_write_tokens: 0,
    reasoning_tokens: thoughts,
  }
}

/** Gemini's generateContent and streamGenerateContent. Every frame of a stream tells the usage so far. */
export const google: Dialect = {
  provider: 'google',
  frameText: (frame) => stringAt(frame, 'candidates', 0, 'content', 'parts', 0, 'text') || undefined,
  frameWithPiece: (frame, piece) => {
    const { finishReason, ...candidate } = field(frame, 'candidates', 0) as JsonObject
    const content = { role: 'model', parts: [{ text: piece.text }] }
    const ending = piece.isLast ? { finishReason } : {}
    return { ...frame, candidates: [{ ...candidate, content, ...ending }], usageMetadata: toWire(piece.usage) }
  },
  frameWithUsage: (frame, usage) => ({ ...frame, usageMetadata: toWire(usage) }),
  bodyWithUsage: (body, usage) => ({ ...body, usageMetadata: toWire(usage) }),
  usageTold: (sent) => fromWire(sent.usageMetadata),
  maxOutputTokens: (request) => numberAt(request, 'generationConfig', 'maxOutputTokens'),
  answerSchema: (request) => {
    const schema = field(request, 'generationConfig', 'responseSchema')
    return isObject(schema) ? schema : undefined
  },
  cachesPrompt: () => true,
}
