import { countTokens as exact } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { countTokens } from './tokens.ts'

describe('the token count', () => {
  it.each([
    '',
    'Electrical panel upgrades in Cincinnati, OH: what a 200-amp service costs and why.',
    '# Title\n\n- one\n- two\n\n| a | b |\n|---|---|\n',
    'Größe, naïve café, 電気工事 and 👩‍🔧',
  ])('is exact for what people write: %j', (text) => {
    expect(countTokens(text)).toBe(exact(text))
  })

  it('is close for runs that nobody writes, and does not grow with their square', () => {
    // Uncut, each of these takes seconds.
    for (const run of ['漢'.repeat(20_000), '👩‍👩‍👧'.repeat(2500), ' '.repeat(20_000), 'ab'.repeat(10_000)]) {
      const short = exact(run.slice(0, 2000))
      expect(countTokens(run.slice(0, 2000))).toBeGreaterThanOrEqual(short)
      expect(countTokens(run.slice(0, 2000))).toBeLessThanOrEqual(short + 2000 / 100)
      expect(countTokens(run)).toBeGreaterThan(0)
    }
  })

  it('counts the names of special tokens as text', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(1)
  })
})
