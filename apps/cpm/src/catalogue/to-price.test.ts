import { costUsd, noUsage } from '@hg/llm'
import { expect, it } from 'vitest'
import { toPrice } from './to-price.ts'

const row = {
  id: '00000000-0000-7000-8000-000000000001',
  effective_from: '2026-01-01T00:00:00Z',
  input_usd_per_million: '30.000000',
  output_usd_per_million: '180.000000',
  cache_read_usd_per_million: null,
  cache_write_usd_per_million: null,
}

it.each([
  ['null', { cache_read_usd_per_million: null }, '18'],
  ['absent', {}, '18'],
  ['given', { cache_read_usd_per_million: '6' }, '12.6'],
])('a long call is charged by its tier, whose price for cached input is %s', (_, cache, expected) => {
  const tier = { over_context_tokens: 272_000, input_usd_per_million: '60', output_usd_per_million: '270', ...cache }
  const usage = { ...noUsage, inputTokens: 300_000, cachedInputTokens: 100_000 }
  expect(costUsd(usage, toPrice({ ...row, tiers: [tier] }))).toBe(expected)
})
