import { z } from 'zod'
import { llmProvider } from './enums.ts'
import { providerKeySource } from './keys-provider.ts'
import { timestamp, usd, uuid } from './primitives.ts'

/**
 * How a model stands behind a client's key: `resting` after failures, when others are tried first, or `trying` again with one
 * call at a time.
 */
export const modelState = z.enum(['available', 'resting', 'trying'])
export type ModelState = z.infer<typeof modelState>

/** What was lately seen by all calls of this installation; null where too little was. */
const seen = {
  /** The share of calls that failed by the provider's fault, 0 to 1. */
  error_rate: z.number().nullable(),
  tokens_per_second: z.number().nullable(),
}

/** Prices past a context length: they hold for the whole call once its input has more tokens than this. */
export const modelPriceTier = z.object({
  over_context_tokens: z.number().int(),
  input_usd_per_million: usd,
  output_usd_per_million: usd,
  cache_read_usd_per_million: usd.nullable(),
})

/** A model of the catalogue with the price in force. */
export const providerModel = z.object({
  model: z.string(),
  name: z.string(),
  status: z.enum(['available', 'beta', 'deprecated', 'retired']),
  /** What to use in its place. */
  successor: z.string().nullable(),
  /** The most it reads and writes together. */
  context_tokens: z.number().int().nullable(),
  max_output_tokens: z.number().int().nullable(),
  accepts_temperature: z.boolean(),
  reasoning: z.boolean(),
  /** Whether title, text and description are asked for by schema, not by words alone. */
  takes_schema: z.boolean(),
  /** Whether routing may choose it; others are used where they are named. */
  routed: z.boolean(),
  price: z.object({
    input_usd_per_million: usd,
    output_usd_per_million: usd,
    cache_read_usd_per_million: usd.nullable(),
    cache_write_usd_per_million: usd.nullable(),
    tiers: z.array(modelPriceTier),
    effective_from: timestamp,
  }),
  state: modelState,
  /** Until when it rests. */
  resting_until: timestamp.nullable(),
  ...seen,
})
export type ProviderModel = z.infer<typeof providerModel>

/**
 * `no_key`: nobody pays for calls to it. `resting`: every model that routing may choose rests. `degraded`: some model rests,
 * or one call in five failed lately.
 */
export const providerState = z.enum(['available', 'degraded', 'resting', 'no_key'])
export type ProviderState = z.infer<typeof providerState>

export const providerOverview = z.object({
  provider: llmProvider,
  /** Whose key serves the client; never the key. */
  key: providerKeySource,
  state: providerState,
  ...seen,
  /** Usable ones first, the newest names first. */
  models: z.array(providerModel),
})
export type ProviderOverview = z.infer<typeof providerOverview>

/** `GET /providers`: as they stand for one client. */
export const providerListQuery = z.strictObject({ client_id: uuid })
export type ProviderListQuery = z.infer<typeof providerListQuery>
export const providerList = z.object({ items: z.array(providerOverview) })
export type ProviderList = z.infer<typeof providerList>
