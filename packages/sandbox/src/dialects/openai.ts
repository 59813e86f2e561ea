import { field, isObject, type JsonObject, numberAt, stringAt } from '../json.ts'
import type { Usage } from '../usage/usage.ts'
import type { Dialect } from './dialect.ts'

function toWire(usage: Usage): JsonObject {
  return {
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.input_tokens + usage.output_tokens,
    prompt_tokens_details: { cached_tokens: usage.cached_tokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning_tokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}

function fromWire(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined
  return {
    input_tokens: numberAt(usage, 'prompt_tokens') ?? 0,
    output_tokens: numberAt(usage, 'completion_tokens') ?? 0,
    cached_tokens: numberAt(usage, 'prompt_tokens_details', 'cached_tokens') ?? 0,
    cache_write_tokens: 0,
    reasoning_tokens: numberAt(usage, 'completion_tokens_details', 'reasoning_tokens') ?? 0,
  }
}

/** OpenAI's chat completions. */
export const openai: Dialect = {
  provider: 'openai',
  frameText: (frame) => stringAt(frame, 'choices', 0, 'delta', 'content') || undefined,
  frameWithPiece: (frame, piece) => {
    const choice = field(frame, 'choices', 0) as JsonObject
    return { ...frame, choices: [{ ...choice, delta: { content: piece.text } }] }
  },
  frameWithUsage: (frame, usage, request) => {
    if (field(frame, 'choices', 'length') === 0) return { ...frame, usage: toWire(usage) }
    return field(request, 'stream_options', 'include_usage') === true ? { ...frame, usage: null } : frame
  },
  bodyWithUsage: (body, usage) => ({ ...body, usage: toWire(usage) }),
  usageTold: (sent) => fromWire(sent.usage),
  maxOutputTokens: (request) => numberAt(request, 'max_completion_tokens') ?? numberAt(request, 'max_tokens'),
  answerSchema: (request) => {
    const schema = field(request, 'response_format', 'json_schema', 'schema')
    return isObject(schema) ? schema : undefined
  },
  cachesPrompt: () => true,
}

/** Groq's dialect of the same: without being asked, a stream's last frame tells the usage under `x_groq`. */
export const groq: Dialect = {
  ...openai,
  provider: 'groq',
  frameWithUsage: (frame, usage, request) => {
    const isLast = typeof field(frame, 'choices', 0, 'finish_reason') === 'string'
    if (isLast) return { ...frame, x_groq: { id: String(frame.id), usage: toWire(usage) } }
    return openai.frameWithUsage(frame, usage, request)
  },
  usageTold: (sent) => fromWire(sent.usage) ?? fromWire(field(sent, 'x_groq', 'usage')),
}
