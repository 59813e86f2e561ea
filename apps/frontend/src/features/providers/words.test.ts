import { describe, expect, it } from 'vitest'
import { lately, otherPrices, tokensInWords } from './words.ts'

describe('models in words', () => {
  it.each([
    [1_050_000, '1.05M'],
    [1_000_000, '1M'],
    [131_072, '131k'],
    [8192, '8,192'],
    [null, '–'],
  ])('%s tokens are %s', (tokens, words) => expect(tokensInWords(tokens)).toBe(words))

  it.each([
    [null, null, null],
    [0, 87.4, 'no failures, 87 tokens a second'],
    [0.034, null, '3.4 % failed'],
    [1, null, '100 % failed'],
    [0.0004, 12, 'under 0.1 % failed, 12 tokens a second'],
  ])('failures of %s at %s tokens a second are "%s"', (error_rate, tokens_per_second, words) => {
    expect(lately({ error_rate, tokens_per_second })).toBe(words)
  })

  it('prices beside the usual ones are told with what they hold for', () => {
    const price = {
      input_usd_per_million: '2.5',
      output_usd_per_million: '15',
      cache_read_usd_per_million: '0.25',
      cache_write_usd_per_million: null,
      tiers: [
        {
          over_context_tokens: 272_000,
          input_usd_per_million: '5',
          output_usd_per_million: '22.5',
          cache_read_usd_per_million: null,
        },
      ],
      effective_from: '2026-01-01T00:00:00Z',
    }
    expect(otherPrices({ price })).toEqual(['$0.25 from cache', '$5.00 in, $22.50 out past 272k'])
  })
})
