import { describe, expect, it } from 'vitest'
import { createPromptCache } from './prompt-cache.ts'
import { reasoningTokens } from './reasoning.ts'
import { countTokens, splitTokens } from './tokens.ts'

describe('tokens', () => {
  it.each([
    ['prose', 'Walk the lot after the first thaw.'],
    ['emoji of several tokens', 'a 👩‍👩‍👧 b 🙂'],
    ['one run of letters', 'a'.repeat(100_000)],
    ['one run of emoji', '🙂'.repeat(20_000)],
    ['one run of spaces', ' '.repeat(50_000)],
    ['words without spaces', '電気自動車の充電'.repeat(500)],
    ['text that looks like a control token', 'before <|endoftext|> after'],
    ['nothing', ''],
  ])('of %s join to the text again, and are counted as they are split', (_, text) => {
    const pieces = splitTokens(text)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.reduce((sum, piece) => sum + piece.tokens, 0)).toBe(countTokens(text))
  })

  it('are those of o200k_base', () => {
    expect(countTokens('Walk the lot after the first thaw.')).toBe(8)
  })
})

describe('the prompt cache', () => {
  const long = 'The rules of the house are short and plain. '.repeat(100)

  it('reads the longest beginning that the same owner sent before, never a whole prompt', () => {
    const cache = createPromptCache({ maxPrefixes: 100 })
    const first = cache.readAndKeep('owner', `${long} first`)
    expect(first.cachedTokens).toBe(0)
    expect(first.writtenTokens).toBeGreaterThan(0)
    expect(cache.readAndKeep('owner', `${long} second`)).toEqual({
      cachedTokens: first.writtenTokens,
      writtenTokens: 0,
    })
    expect(cache.readAndKeep('stranger', `${long} second`).cachedTokens).toBe(0)
    expect(cache.readAndKeep('owner', `x ${long}`).cachedTokens).toBe(0)
  })

  it('keeps no short prompts and forgets the oldest', () => {
    const cache = createPromptCache({ maxPrefixes: 1 })
    cache.readAndKeep('owner', 'short')
    expect(cache.readAndKeep('owner', 'short')).toEqual({ cachedTokens: 0, writtenTokens: 0 })
    cache.readAndKeep('owner', long)
    cache.readAndKeep('owner', `other ${long}`)
    expect(cache.readAndKeep('owner', long).cachedTokens).toBe(0)
  })
})

describe('reasoning', () => {
  it.each([
    ['openai', 'gpt-5-mini', {}, true],
    ['openai', 'gpt-5.2', { reasoning_effort: 'none' }, false],
    ['openai', 'gpt-5-chat-latest', {}, false],
    ['openai', 'o3', {}, true],
    ['openai', 'gpt-4o', {}, false],
    ['anthropic', 'claude-sonnet-5', {}, false],
    ['anthropic', 'claude-sonnet-5', { thinking: { type: 'enabled', budget_tokens: 1024 } }, true],
    ['google', 'gemini-2.5-pro', {}, true],
    ['google', 'gemini-2.5-flash', { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } }, false],
    ['google', 'gemini-2.0-flash', {}, false],
    ['groq', 'openai/gpt-oss-20b', {}, true],
    ['groq', 'llama-3.1-8b-instant', {}, false],
  ] as const)('%s %s %j: %s', (provider, model, request, thinks) => {
    expect(reasoningTokens(provider, model, request, 7) > 0).toBe(thinks)
  })
})
