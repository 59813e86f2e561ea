import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'
import { estimatePromptTokens, estimateTokens } from './estimate-tokens.ts'

test('prose counts as the tokenizer counts it, up to a percent', () => {
  const prose = 'Asphalt paving lasts twenty years when the base beneath it drains well.\n\n## Drainage\n\n'.repeat(60)
  const exact = countTokens(prose)
  expect(Math.abs(estimateTokens(prose) - exact)).toBeLessThanOrEqual(exact / 100)
})

test.each([
  ['', 0],
  ['paving', 2],
  ['<|endoftext|>', 7],
  ['🙂', 1],
])('%j has %d tokens', (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens)
})

// The bare tokenizer needs half a minute for each of these: the test would not end in time.
test.each(['a', '漢', ' ', '=-'])('a long run of %j is counted', (piece) => {
  expect(estimateTokens(piece.repeat(100_000))).toBeGreaterThan(100)
})

test('a prompt takes its texts and what stands around its messages', () => {
  const [system, user] = ['You write about paving.', 'Write about drainage.']
  expect(estimatePromptTokens({ system, user })).toBe(estimateTokens(system) + estimateTokens(user) + 11)
  expect(estimatePromptTokens({ system: '', user })).toBe(estimateTokens(user) + 7)
})
