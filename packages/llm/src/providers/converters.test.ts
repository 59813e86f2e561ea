import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import { describe, expect, test } from 'vitest'
import { convertUsage as anthropicUsage } from './anthropic/convert-usage.ts'
import { mapFinishReason as anthropicReason } from './anthropic/map-finish-reason.ts'
import { readChunk as readAnthropic } from './anthropic/read-chunk.ts'
import { convertUsage as googleUsage } from './google/convert-usage.ts'
import { mapFinishReason as googleReason } from './google/map-finish-reason.ts'
import { readChunk as readGoogle } from './google/read-chunk.ts'
import { convertRequest as groqRequest } from './groq/convert-request.ts'
import { mapFinishReason as groqReason } from './groq/map-finish-reason.ts'
import { readChunk as readGroq } from './groq/read-chunk.ts'
import { convertRequest as openaiRequest } from './openai/convert-request.ts'
import { convertUsage as openaiUsage } from './openai/convert-usage.ts'
import { mapFinishReason as openaiReason } from './openai/map-finish-reason.ts'
import { readChunk as readOpenAi } from './openai/read-chunk.ts'
import { readRetryAfterMs } from './shared/retry-after.ts'
import { addChunk, freshStream } from './shared/stream-state.ts'

const ask = { system: 's', user: 'u', maxOutputTokens: 900 }

describe('requests', () => {
  test.each([
    ['gpt-5.4', 'max_completion_tokens'],
    ['gpt-4o', 'max_completion_tokens'],
    ['o3-mini', 'max_completion_tokens'],
    ['gpt-oss:20b', 'max_tokens'],
    ['llama3.2', 'max_tokens'],
    ['Qwen/Qwen3-8B', 'max_tokens'],
  ])('the token limit of %s in the OpenAI dialect is sent as %s, and only so', (model, name) => {
    const { max_completion_tokens: ofNew, max_tokens: ofOld } = openaiRequest({ model, ...ask })
    expect([ofNew, ofOld]).toEqual(name === 'max_tokens' ? [undefined, 900] : [900, undefined])
  })

  test('only models of Groq that would write their thoughts into the text are told not to', () => {
    expect(groqRequest({ model: 'qwen/qwen3-32b', ...ask }).reasoning_format).toBe('hidden')
    expect(groqRequest({ model: 'openai/gpt-oss-120b', ...ask })).not.toHaveProperty('reasoning_format')
  })
})

describe('usage', () => {
  test('of OpenAI: totals are whole already; missing details are zero', () => {
    expect(openaiUsage({ prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 })).toEqual({
      inputTokens: 10,
      outputTokens: 20,
      cachedInputTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
    })
  })

  test('of Anthropic: the input is the sum of its three parts, and later counts complete earlier ones', () => {
    const start = anthropicUsage(
      { input_tokens: 10, cache_read_input_tokens: 200, cache_creation_input_tokens: 30, output_tokens: 2 },
      null,
    )
    expect(start).toMatchObject({ inputTokens: 240, cachedInputTokens: 200, cacheWriteTokens: 30, outputTokens: 2 })
    expect(anthropicUsage({ output_tokens: 50 }, start)).toMatchObject({ inputTokens: 240, outputTokens: 50 })
    const whole = { input_tokens: 11, cache_read_input_tokens: 200, cache_creation_input_tokens: 30, output_tokens: 50 }
    expect(anthropicUsage(whole, start)).toMatchObject({ inputTokens: 241, outputTokens: 50 })
  })

  test('of Google: thoughts are added to the output', () => {
    expect(
      googleUsage({ promptTokenCount: 10, candidatesTokenCount: 5, thoughtsTokenCount: 7, cachedContentTokenCount: 4 }),
    ).toEqual({ inputTokens: 10, outputTokens: 12, cachedInputTokens: 4, cacheWriteTokens: 0, reasoningTokens: 7 })
    expect(googleUsage({ promptTokenCount: 10 })).toMatchObject({ inputTokens: 10, outputTokens: 0 })
  })

  test('of Groq: read from where Groq puts it, or from where OpenAI would', () => {
    const usage = { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 }
    const chunk = { id: 'x', object: 'chat.completion.chunk' as const, created: 1, model: 'm', choices: [] }
    expect(readGroq({ ...chunk, x_groq: { usage } }).usage).toMatchObject({ inputTokens: 10, outputTokens: 20 })
    expect(readGroq({ ...chunk, usage }).usage).toMatchObject({ inputTokens: 10, outputTokens: 20 })
  })

  test('that is all zeros says nothing', () => {
    const zeros = openaiUsage({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 })
    expect(addChunk(freshStream, { usage: zeros }).usage).toBeNull()
  })
})

describe('finish reasons', () => {
  const openai = [
    [null, null],
    ['stop', 'stop'],
    ['length', 'length'],
    ['content_filter', 'refused'],
    ['tool_calls', 'unexpected'],
  ] as const
  test.each(openai)('of OpenAI: %s is %s', (reason, ending) => expect(openaiReason(reason)).toBe(ending))

  const anthropic = [
    [null, null],
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'refused'],
    ['pause_turn', 'unexpected'],
  ] as const
  test.each(anthropic)('of Anthropic: %s is %s', (reason, ending) => expect(anthropicReason(reason)).toBe(ending))

  const google = [
    [undefined, null],
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'refused'],
    ['BLOCKLIST', 'refused'],
    ['PROHIBITED_CONTENT', 'refused'],
    ['SPII', 'refused'],
    ['RECITATION', 'unexpected'],
    ['OTHER', 'unexpected'],
  ] as const
  test.each(google)('of Google: %s is %s', (reason, ending) => expect(googleReason(reason)).toBe(ending))

  const groq = [
    [null, null],
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'unexpected'],
  ] as const
  test.each(groq)('of Groq: %s is %s', (reason, ending) => expect(groqReason(reason)).toBe(ending))
})

describe('chunks', () => {
  const chunk = { id: 'x', object: 'chat.completion.chunk' as const, created: 1, model: 'm' }

  test("OpenAI's refusal is one though it finishes with stop", () => {
    const refusing = { index: 0, delta: { refusal: 'I cannot' }, finish_reason: null }
    const finishing = { index: 0, delta: {}, finish_reason: 'stop' as const }
    const state = [refusing, finishing].reduce(
      (soFar, choice) => addChunk(soFar, readOpenAi({ ...chunk, choices: [choice] })),
      freshStream,
    )
    expect(state.ending).toBe('refused')
  })

  test("Google's thoughts are no text, and several parts are joined", () => {
    const parts = [{ text: 'Hm.', thought: true }, { text: 'One ' }, { text: 'two' }]
    expect(readGoogle({ candidates: [{ content: { parts } }] }).text).toBe('One two')
  })

  test('an event of Anthropic that is not known yet adds nothing', () => {
    expect(readAnthropic({ type: 'weather' } as unknown as RawMessageStreamEvent, null)).toEqual({})
  })

  test('a stream adds up its text and keeps the last usage, model and ending that were told', () => {
    const usage = { inputTokens: 1, outputTokens: 2, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 }
    const state = [
      { text: 'a', modelUsed: 'm-1', responseId: 'r' },
      { text: null, usage },
      { text: 'b', ending: 'stop' as const },
      {},
    ].reduce(addChunk, freshStream)
    expect(state).toEqual({ chunks: 4, text: 'ab', ending: 'stop', usage, modelUsed: 'm-1', responseId: 'r' })
  })
})

describe('how long to wait', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  test.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'retry-after-ms': '20', 'retry-after': '3' }, 20],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:45 GMT' }, 45_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j is %s ms', (headers, expected) => {
    expect(readRetryAfterMs(new Map(Object.entries(headers)), now)).toBe(expected)
  })
})
