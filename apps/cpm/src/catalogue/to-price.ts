import type { PriceRow, PriceTier } from '@hg/db'
import type { Price } from '@hg/llm'

/** A price row as prices are reckoned with. */
export function toPrice(row: PriceRow): Price {
  return {
    id: row.id,
    inputUsdPerMillion: row.input_usd_per_million,
    outputUsdPerMillion: row.output_usd_per_million,
    cacheReadUsdPerMillion: row.cache_read_usd_per_million,
    cacheWriteUsdPerMillion: row.cache_write_usd_per_million,
    tiers: row.tiers.map(toTier),
    effectiveFrom: new Date(row.effective_from),
  }
}

function toTier(tier: PriceTier): Price['tiers'][number] {
  return {
    overContextTokens: tier.over_context_tokens,
    inputUsdPerMillion: String(tier.input_usd_per_million),
    outputUsdPerMillion: String(tier.output_usd_per_million),
    cacheReadUsdPerMillion: tier.cache_read_usd_per_million == null ? null : String(tier.cache_read_usd_per_million),
  }
}
