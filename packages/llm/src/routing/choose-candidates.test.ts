import type { LlmProvider } from '@hg/contracts'
import { expect, test } from 'vitest'
import { catalogue } from '../test/catalogue.ts'
import { chooseCandidates, type ChooseInput } from './choose-candidates.ts'

const everybody: LlmProvider[] = ['openai', 'anthropic', 'google', 'groq']
const usual: ChooseInput = {
  catalogue,
  configured: everybody,
  routing: 'balanced',
  needs: { inputTokens: 1500, outputTokens: 4000 },
}

function choose(changes: Partial<ChooseInput>): string[] | string {
  const choice = chooseCandidates({ ...usual, ...changes })
  return choice.ok ? choice.candidates.map(({ model }) => model) : choice.refusal.code
}

const [gpt, mini, sonnet, flash, lite, oss] = [
  'gpt-5.4',
  'gpt-5.4-mini',
  'claude-sonnet-5',
  'gemini-3.5-flash',
  'gemini-3.1-flash-lite',
  'openai/gpt-oss-120b',
]

test.each([
  ['the cheapest leads', { routing: 'cost' }, [oss, lite, mini, 'claude-haiku-4-5']],
  ['the best leads, the cheaper of equals', { routing: 'quality' }, [sonnet, gpt, flash, oss]],
  ['the fastest leads', { routing: 'speed' }, [oss, lite, 'claude-haiku-4-5', mini]],
  ['the cheapest that is publishable leads', { routing: 'balanced' }, [flash, sonnet, gpt, oss]],
  ['only configured providers are tried', { configured: ['groq', 'openai'] }, [gpt, oss]],
  ['only allowed providers are tried', { allowed: ['anthropic'] }, [sonnet]],
  ['a fixed provider leads, others follow', { fixed: { provider: 'groq' } }, [oss, flash, sonnet, gpt]],
  ['a fixed model leads, then the nearest in cost', { fixed: { model: mini } }, [mini, 'claude-haiku-4-5', flash, oss]],
  ['a fixed model outside the table is taken too', { fixed: { model: 'gpt-4' } }, ['gpt-4', sonnet, flash, oss]],
  [
    'a fixed model falls back within what is allowed only',
    { fixed: { model: gpt }, allowed: ['openai', 'google'] },
    [gpt, flash],
  ],
  ['an open circuit comes last', { isOpen: ({ provider }) => provider === 'google' }, [sonnet, gpt, oss, flash]],
  [
    'even that of a fixed model',
    { fixed: { model: gpt }, isOpen: ({ model }) => model === gpt },
    [sonnet, flash, oss, gpt],
  ],
  ['when all are open the order stays', { isOpen: () => true }, [flash, sonnet, gpt, oss]],
  [
    'what has no room for the prompt is passed over',
    { routing: 'cost', needs: { inputTokens: 300_000, outputTokens: 4000 } },
    [lite, mini, sonnet],
  ],
  [
    'what cannot write that much is passed over',
    { routing: 'cost', needs: { inputTokens: 1500, outputTokens: 100_000 } },
    [mini, sonnet],
  ],
] satisfies [string, Partial<ChooseInput>, (string | undefined)[]][])('%s', (_, changes, expected) => {
  expect(choose(changes)).toEqual(expected)
})

test.each([
  ['an unknown model', { fixed: { model: 'gpt-99' } }, 'unknown_model'],
  ['a model without a price', { fixed: { model: 'unpriced' } }, 'unknown_model'],
  ['a model of another provider', { fixed: { provider: 'groq', model: gpt } }, 'unknown_model'],
  ['a retired model', { fixed: { model: 'claude-3-5-sonnet-latest' } }, 'retired_model'],
  ['a model of a provider that is not allowed', { fixed: { model: gpt }, allowed: ['google'] }, 'model_not_allowed'],
  ['a provider that is not allowed', { fixed: { provider: 'openai' }, allowed: ['google'] }, 'model_not_allowed'],
  ['a model of a provider without a key', { fixed: { model: gpt }, configured: ['groq'] }, 'provider_not_configured'],
  ['a provider without a key', { fixed: { provider: 'openai' }, configured: [] }, 'provider_not_configured'],
  ['no keys at all', { configured: [] }, 'provider_not_configured'],
  [
    'keys of other providers than the allowed',
    { configured: ['groq'], allowed: ['openai'] },
    'provider_not_configured',
  ],
  [
    'a prompt too long for a fixed model',
    { fixed: { model: 'gpt-4' }, needs: { inputTokens: 9000, outputTokens: 10 } },
    'unprocessable',
  ],
  ['a prompt too long for all', { needs: { inputTokens: 2_000_000, outputTokens: 10 } }, 'unprocessable'],
  ['a catalogue that knows none of the defaults', { catalogue: [] }, 'unknown_model'],
] satisfies [string, Partial<ChooseInput>, string][])('%s is refused', (_, changes, code) => {
  expect(choose(changes)).toBe(code)
})

test('a retired model is refused with its successor', () => {
  const choice = chooseCandidates({ ...usual, fixed: { model: 'claude-3-5-sonnet-latest' } })
  expect(choice).toMatchObject({ refusal: { successor: 'claude-sonnet-5' } })
})

test('a fixed model need not have room for all that may be written', () => {
  expect(choose({ fixed: { model: 'gpt-4' }, needs: { inputTokens: 6000, outputTokens: 4000 } })).toContain('gpt-4')
})
