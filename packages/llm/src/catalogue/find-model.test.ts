import { expect, test } from 'vitest'
import { catalogue } from '../test/catalogue.ts'
import { findModel } from './find-model.ts'

test('a model is found by its name alone, at whichever provider has it', () => {
  expect(findModel(catalogue, 'claude-sonnet-5')).toMatchObject({ ok: true, model: { provider: 'anthropic' } })
})

test.each([
  ['no-such-model', undefined, 'unknown_model'],
  ['claude-sonnet-5', 'openai', 'unknown_model'],
  ['unpriced', undefined, 'unknown_model'],
  ['claude-3-5-sonnet-latest', undefined, 'retired_model'],
] as const)('%s of %s is refused as %s', (model, provider, code) => {
  expect(findModel(catalogue, model, provider)).toMatchObject({ ok: false, refusal: { code } })
})

test('a retired model is refused with its successor', () => {
  const found = findModel(catalogue, 'claude-3-5-sonnet-latest')
  expect(found).toMatchObject({ refusal: { successor: 'claude-sonnet-5' } })
  expect(!found.ok && found.refusal.message).toContain('claude-sonnet-5')
})

test('of two providers with the same name, the one that still answers is found', () => {
  const [first, ...rest] = catalogue
  if (!first) throw new Error('empty')
  const both = [{ ...first, status: 'retired' as const }, { ...first, provider: 'groq' as const }, ...rest]
  expect(findModel(both, first.model)).toMatchObject({ ok: true, model: { provider: 'groq' } })
})
