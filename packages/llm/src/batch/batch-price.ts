import { Decimal } from 'decimal.js'
import type { LlmProvider } from '@hg/contracts'
import type { Price, PriceTier } from '../catalogue/model.ts'

/**
 * What a request costs in a provider's batch, as a part of what it costs by itself: half of every rate, what is read from and
 * written to the cache included. Source: the pricing pages of OpenAI ("Batch API") and Anthropic ("Batch processing"); both
 * give the same discount for all models.
 */
export const batchPriceFactors: Partial<Record<LlmProvider, string>> = { openai: '0.5', anthropic: '0.5' }

/** A price with every rate multiplied by a factor, exactly. */
export function scalePrice(price: Price, factor: string): Price {
  const scale = (rate: string) => new Decimal(rate).mul(factor).toFixed()
  const orNull = (rate: string | null | undefined) => (rate == null ? null : scale(rate))
  const scaleTier = (tier: PriceTier): PriceTier => ({
    ...tier,
    inputUsdPerMillion: scale(tier.inputUsdPerMillion),
    outputUsdPerMillion: scale(tier.outputUsdPerMillion),
    cacheReadUsdPerMillion: orNull(tier.cacheReadUsdPerMillion),
  })
  return {
    ...price,
    inputUsdPerMillion: scale(price.inputUsdPerMillion),
    outputUsdPerMillion: scale(price.outputUsdPerMillion),
    cacheReadUsdPerMillion: orNull(price.cacheReadUsdPerMillion),
    cacheWriteUsdPerMillion: orNull(price.cacheWriteUsdPerMillion),
    tiers: price.tiers.map(scaleTier),
  }
}
