import { expect, test } from 'vitest'
import { aPrice } from '../test/catalogue.ts'
import { noUsage } from '../usage.ts'
import { costUsd, estimateCost, sumUsd } from './cost.ts'

const tiered = aPrice({
  inputUsdPerMillion: '1.25',
  outputUsdPerMillion: '10',
  cacheReadUsdPerMillion: '0.125',
  cacheWriteUsdPerMillion: null,
  tiers: [
    { overContextTokens: 500_000, inputUsdPerMillion: '5', outputUsdPerMillion: '20' },
    {
      overContextTokens: 200_000,
      inputUsdPerMillion: '2.5',
      outputUsdPerMillion: '15',
      cacheReadUsdPerMillion: '0.25',
    },
  ],
})
const plain = aPrice()
const noCachePrice = aPrice({ cacheReadUsdPerMillion: null, cacheWriteUsdPerMillion: null })

test.each([
  ['nothing', {}, plain, '0'],
  ['input and output', { inputTokens: 1_000_000, outputTokens: 100_000 }, plain, '3'],
  ['a single token', { inputTokens: 1 }, plain, '0.000002'],
  [
    'cached and written parts of the input',
    { inputTokens: 1000, cachedInputTokens: 600, cacheWriteTokens: 100 },
    plain,
    '0.00097',
  ],
  [
    'cache without a price of its own',
    { inputTokens: 1000, cachedInputTokens: 600, cacheWriteTokens: 100 },
    noCachePrice,
    '0.002',
  ],
  ['reasoning only once', { outputTokens: 100, reasoningTokens: 90 }, plain, '0.001'],
  ['the last token below a tier', { inputTokens: 200_000, outputTokens: 10 }, tiered, '0.2501'],
  ['the first token of a tier, for the whole call', { inputTokens: 200_001, outputTokens: 10 }, tiered, '0.5001525'],
  ['a cache price of the tier', { inputTokens: 300_000, cachedInputTokens: 100_000 }, tiered, '0.525'],
  ['the longest tier, silent on cache', { inputTokens: 600_000, cachedInputTokens: 100_000 }, tiered, '3'],
  ['a price that floats cannot hold', { inputTokens: 3 }, aPrice({ inputUsdPerMillion: '0.1' }), '0.0000003'],
  ['more digits than are kept', { inputTokens: 1 }, aPrice({ inputUsdPerMillion: '0.00015' }), '0.0000000002'],
])('the cost of %s', (_, usage, price, expected) => {
  expect(costUsd({ ...noUsage, ...usage }, price)).toBe(expected)
})

test('an estimate assumes that all of the allowance is written and nothing is read from a cache', () => {
  expect(estimateCost({ inputTokens: 2000, maxOutputTokens: 4000, price: noCachePrice })).toBe('0.044')
})

test('an estimate assumes that the input is written to a cache where that costs more', () => {
  expect(estimateCost({ inputTokens: 2000, maxOutputTokens: 4000, price: plain })).toBe('0.045')
})

test('amounts are added without rounding', () => {
  expect(sumUsd(['0.1', '0.2', '0.0000000001'])).toBe('0.3000000001')
  expect(sumUsd([])).toBe('0')
})
