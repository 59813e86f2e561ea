import { countTokens as exact } from 'gpt-tokenizer/encoding/o200k_base'
import fc from 'fast-check'
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

  it('is exact however lines begin and end, asked once or again', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '\n',
        '\r\n',
        '\n\n',
        '/',
        ' ',
        '\t',
        '\u00a0',
        '\u2028',
        '.',
        '…',
        '- ',
        "'s",
        '12',
        'word',
        'Ünï',
        '電',
        '\u0301',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('')
        const expected = exact(text, { disallowedSpecial: new Set() })
        expect([countTokens(text), countTokens(text)]).toEqual([expected, expected])
      }),
      { numRuns: 500 },
    )
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
