import type { Catalogue, Model, Price, PricedModel } from '../catalogue/model.ts'

/** A price as the database hands it over, with what matters to a test in place. */
export function aPrice(changes: Partial<Price> = {}): Price {
  return {
    id: '00000000-0000-7000-8000-000000000001',
    inputUsdPerMillion: '2.000000',
    outputUsdPerMillion: '10.000000',
    cacheReadUsdPerMillion: '0.200000',
    cacheWriteUsdPerMillion: '2.500000',
    tiers: [],
    effectiveFrom: new Date('2026-07-01T00:00:00Z'),
    ...changes,
  }
}

/** A model that can be called and charged for. */
export function aModel(changes: Partial<PricedModel> = {}): PricedModel {
  return {
    provider: 'openai',
    model: 'gpt-5.4',
    name: 'GPT-5.4',
    contextTokens: 1_050_000,
    maxOutputTokens: 128_000,
    acceptsTemperature: false,
    reasoning: true,
    status: 'available',
    successor: null,
    price: aPrice(),
    ...changes,
  }
}

function priced(
  provider: Model['provider'],
  model: string,
  input: string,
  output: string,
  changes: Partial<PricedModel> = {},
): PricedModel {
  const price = aPrice({ inputUsdPerMillion: input, outputUsdPerMillion: output, cacheReadUsdPerMillion: null })
  return aModel({ provider, model, name: model, price, ...changes })
}

/** A small catalogue: real names, prices and limits, one of each status, and a model without a price. */
export const catalogue: Catalogue = [
  priced('openai', 'gpt-5.4', '2.5', '15'),
  priced('openai', 'gpt-5.4-mini', '0.75', '4.5', { contextTokens: 400_000 }),
  priced('openai', 'gpt-4', '30', '60', { contextTokens: 8192, maxOutputTokens: 8192, acceptsTemperature: true }),
  priced('anthropic', 'claude-sonnet-5', '2', '10', { contextTokens: 1_000_000 }),
  priced('anthropic', 'claude-haiku-4-5', '1', '5', { contextTokens: 200_000, maxOutputTokens: 64_000 }),
  priced('anthropic', 'claude-3-5-sonnet-latest', '3', '15', { status: 'retired', successor: 'claude-sonnet-5' }),
  priced('google', 'gemini-3.5-flash', '1.5', '9', { contextTokens: 1_048_576, maxOutputTokens: 65_536 }),
  priced('google', 'gemini-3.1-flash-lite', '0.25', '1.5', { contextTokens: 1_048_576, maxOutputTokens: 65_536 }),
  priced('groq', 'openai/gpt-oss-120b', '0.15', '0.6', { contextTokens: 131_072, maxOutputTokens: 65_536 }),
  { ...aModel({ provider: 'groq', model: 'unpriced' }), price: null },
]
