import { describe, expect, test } from 'vitest'
import { aModel, aPrice } from '../test/catalogue.ts'
import { type CallSum, nothingSeen, viewCalls } from './live-figures.ts'
import { rankModels, toRanked } from './rank-models.ts'

const seen = (changes: Partial<CallSum> = {}): CallSum => ({
  provider: 'openai',
  model: 'gpt-5.4',
  ageSeconds: 0,
  calls: 10,
  failures: 0,
  outputTokens: 1000,
  seconds: 10,
  ...changes,
})
const gpt = { provider: 'openai', model: 'gpt-5.4' } as const

describe('what was lately seen', () => {
  test.each([
    ['nothing', [], nothingSeen],
    ['too little', [seen({ calls: 4 })], nothingSeen],
    ['enough', [seen({ failures: 2 })], { errorRate: 0.2, tokensPerSecond: 100 }],
    [
      'only failures, which say nothing of speed',
      [seen({ failures: 10, outputTokens: 0, seconds: 0 })],
      { errorRate: 1, tokensPerSecond: null },
    ],
    ['another model', [seen({ model: 'gpt-5.5' })], nothingSeen],
    ['another provider', [seen({ provider: 'groq' })], nothingSeen],
    ['too long ago', [seen({ ageSeconds: 1800 })], nothingSeen],
    [
      'failures of now outweigh answers of before',
      [seen({ ageSeconds: 900, calls: 20 }), seen({ calls: 10, failures: 10, outputTokens: 0, seconds: 0 })],
      { errorRate: 0.5, tokensPerSecond: 100 },
    ],
  ] satisfies [string, CallSum[], object][])('%s', (_, sums, expected) => {
    expect(viewCalls(sums)(gpt)).toEqual(expected)
  })
})

test('what is seen of all models of a provider is seen of it', () => {
  const view = viewCalls([seen({ calls: 4, failures: 1 }), seen({ model: 'gpt-5.5', calls: 4, failures: 1 })])
  expect(view(gpt)).toEqual(nothingSeen)
  expect(view({ provider: 'openai', model: null })).toEqual({ errorRate: 0.25, tokensPerSecond: 100 })
  expect(view({ provider: 'groq', model: null })).toEqual(nothingSeen)
})

describe('scores', () => {
  const needs = { inputTokens: 1000, outputTokens: 1000 }
  const model = (name: string, usd: string) =>
    aModel({ model: name, price: aPrice({ inputUsdPerMillion: usd, outputUsdPerMillion: usd }) })
  const cheap = { model: model('cheap', '1'), quality: 6, speed: 8 }
  const good = { model: model('good', '2'), quality: 8, speed: 6 }
  const best = { model: model('best', '8'), quality: 10, speed: 4 }
  const of = (mode: Parameters<typeof rankModels>[1], live: Record<string, Partial<typeof nothingSeen>>): string[] =>
    rankModels(
      [cheap, good, best].map(({ model, quality, speed }) =>
        toRanked(model, { provider: 'openai', model: model.model, quality, speed }, needs, {
          ...nothingSeen,
          ...live[model.model],
        }),
      ),
      mode,
    ).map(({ ranked }) => ranked.model.model)

  test.each([
    ['cost', {}, ['cheap', 'good', 'best']],
    ['quality', {}, ['best', 'good', 'cheap']],
    ['speed', {}, ['cheap', 'good', 'best']],
    ['balanced', {}, ['good', 'best', 'cheap']],
    // What is seen of speed takes the place of our judgement.
    ['speed', { best: { tokensPerSecond: 900 } }, ['best', 'cheap', 'good']],
    ['speed', { cheap: { tokensPerSecond: 12 } }, ['good', 'best', 'cheap']],
    // A few failures change nothing, many send elsewhere: soonest where speed is wanted, last where the price is.
    ['cost', { cheap: { errorRate: 0.1 } }, ['cheap', 'good', 'best']],
    ['cost', { cheap: { errorRate: 0.4 } }, ['good', 'cheap', 'best']],
    ['quality', { best: { errorRate: 0.1 } }, ['best', 'good', 'cheap']],
    ['quality', { best: { errorRate: 0.5 } }, ['good', 'best', 'cheap']],
    ['speed', { cheap: { errorRate: 0.3 } }, ['good', 'cheap', 'best']],
    ['balanced', { good: { errorRate: 0.2 } }, ['best', 'good', 'cheap']],
    ['balanced', { good: { errorRate: 1 }, best: { errorRate: 1 } }, ['cheap', 'good', 'best']],
  ] satisfies [Parameters<typeof rankModels>[1], Record<string, object>, string[]][])(
    '%s with %j',
    (mode, live, order) => {
      expect(of(mode, live)).toEqual(order)
    },
  )
})
