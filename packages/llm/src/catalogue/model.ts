import type { LlmProvider } from '@hg/contracts'

/** Prices past a context length: they hold for the whole call once its input has more tokens than this. */
export interface PriceTier {
  overContextTokens: number
  inputUsdPerMillion: string
  outputUsdPerMillion: string
  cacheReadUsdPerMillion?: string | null
}

/** A price row: decimal strings of US dollars per million tokens. */
export interface Price {
  id: string
  inputUsdPerMillion: string
  outputUsdPerMillion: string
  /** Null: what is read from the cache costs what other input costs. */
  cacheReadUsdPerMillion: string | null
  /** Null: what is written to the cache costs what other input costs. */
  cacheWriteUsdPerMillion: string | null
  tiers: PriceTier[]
  effectiveFrom: Date
}

/** `retired`: its provider no longer answers for it. */
export type ModelStatus = 'available' | 'beta' | 'deprecated' | 'retired'

/** A model as the catalogue has it, with the price in force; null prices make a model unusable. */
export interface Model {
  provider: LlmProvider
  model: string
  name: string
  /** The most it reads and writes together; null when nobody says. */
  contextTokens: number | null
  maxOutputTokens: number | null
  /** False: it refuses any temperature but its own. */
  acceptsTemperature: boolean
  reasoning: boolean
  status: ModelStatus
  /** What to use in its place. */
  successor: string | null
  price: Price | null
}

/** A model that can be called and charged for. */
export interface PricedModel extends Model {
  price: Price
}

export type Catalogue = readonly Model[]
