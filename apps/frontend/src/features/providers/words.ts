import type { ProviderKeySource, ProviderModel, ProviderOverview } from '@hg/contracts'
import { formatCount, formatPrice } from '#lib/format.ts'

/** Whose key serves. */
export const keyWords: Record<ProviderKeySource, string> = {
  own: 'with this client’s own key',
  above: 'with a key from above',
  platform: 'with the platform’s key',
  none: 'no key',
}

/** A window or limit in tokens, as one says it: `1.05M`, `400k`, `8,192`. A dash where nobody says. */
export function tokensInWords(tokens: number | null): string {
  if (tokens === null) return '–'
  if (tokens >= 1_000_000) return `${trimmed(tokens / 1_000_000)}M`
  return tokens >= 10_000 ? `${Math.round(tokens / 1000)}k` : formatCount(tokens)
}

/** What was lately seen, in words; null where too little was. */
export function lately(seen: Pick<ProviderOverview, 'error_rate' | 'tokens_per_second'>): string | null {
  const { error_rate, tokens_per_second } = seen
  if (error_rate === null) return null
  const failures = error_rate === 0 ? 'no failures' : `${percent(error_rate)} failed`
  return tokens_per_second === null ? failures : `${failures}, ${Math.round(tokens_per_second)} tokens a second`
}

/** Prices past a context length and of the cache, a line each. */
export function otherPrices({ price }: Pick<ProviderModel, 'price'>): string[] {
  const { cache_read_usd_per_million: read, cache_write_usd_per_million: write, tiers } = price
  return [
    ...(read === null ? [] : [`${formatPrice(read)} from cache`]),
    ...(write === null ? [] : [`${formatPrice(write)} into cache`]),
    ...tiers.map(
      (tier) =>
        `${formatPrice(tier.input_usd_per_million)} in, ${formatPrice(tier.output_usd_per_million)} out past ${tokensInWords(tier.over_context_tokens)}`,
    ),
  ]
}

function percent(share: number): string {
  const value = share * 100
  return value < 0.1 ? 'under 0.1 %' : `${value < 10 ? trimmed(Number(value.toFixed(1))) : Math.round(value)} %`
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(2)))
}
