import { field, isObject, type JsonObject, numberAt, stringAt } from '../json.ts'
import type { Usage } from '../usage/usage.ts'
import type { Dialect } from './dialect.ts'

/** Anthropic counts what is read from and written to the cache beside `input_tokens`, not in it. */
function inputToWire(usage: Usage): JsonObject {
  return {
    input_tokens: usage.input_tokens - usage.cached_tokens - usage.cache_write_tokens,
    cache_creation_input_tokens: usage.cache_write_tokens,
    cache_read_input_tokens: usage.cached_tokens,
  }
}

function toWire(usage: Usage): JsonObject {
  return {
    ...inputToWire(usage),
    output_tokens: usage.output_tokens,
    output_tokens_details: { thinking_tokens: usage.reasoning_tokens },
  }
}

function fromWire(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined
  const cached = numberAt(usage, 'cache_read_input_tokens') ?? 0
  const written = numberAt(usage, 'cache_creation_input_tokens') ?? 0
  return {
    input_tokens: (numberAt(usage, 'input_tokens') ?? 0) + cached + written,
    output_tokens: numberAt(usage, 'output_tokens') ?? 0,
    cached_tokens: cached,
    cache_write_tokens: written,
    reasoning_tokens: numberAt(usage, 'output_tokens_details', 'thinking_tokens') ?? 0,
  }
}

/** True when some block of the system prompt or of a message carries a cache breakpoint. */
function hasCacheControl(value: unknown, depth = 0): boolean {
  if (Array.isArray(value)) return value.some((item) => hasCacheControl(item, depth))
  if (!isObject(value) || depth > 2) return false
  return isObject(value.cache_control) || hasCacheControl(value.content, depth + 1)
}

/** Anthropic's messages. The first frame tells the input and one output token, the last but one the final usage. */
export const anthropic: Dialect = {
  provider: 'anthropic',
  frameText: (frame) => stringAt(frame, 'delta', 'text') || undefined,
  frameWithPiece: (frame, piece) => ({ ...frame, delta: { type: 'text_delta', text: piece.text } }),
  frameWithUsage: (frame, usage) => {
    if (frame.type === 'message_start') {
      const message = frame.message as JsonObject
      return { ...frame, message: { ...message, usage: { ...inputToWire(usage), output_tokens: 1 } } }
    }
    return frame.type === 'message_delta' ? { ...frame, usage: toWire(usage) } : frame
  },
  bodyWithUsage: (body, usage) => ({ ...body, usage: toWire(usage) }),
  usageTold: (sent) => fromWire(sent.usage) ?? fromWire(field(sent, 'message', 'usage')),
  maxOutputTokens: (request) => numberAt(request, 'max_tokens'),
  answerSchema: (request) => {
    const schema = field(request, 'output_config', 'format', 'schema')
    return isObject(schema) ? schema : undefined
  },
  cachesPrompt: (request) =>
    isObject(request.cache_control) || hasCacheControl(request.system) || hasCacheControl(request.messages),
}
