import type { AcceptedRequest, StrategyConfiguration } from '@hg/contracts'

/** What the cache may do for a request: it gives the answer if it has one, or it only keeps the new one. */
export interface CacheTerms {
  mayRead: boolean
  ttlSeconds: number
}

/**
 * What the cache may do for a request; null for nothing. The strategy decides by its time to live: without one, every piece is
 * written. Whoever wants a piece written anew (`bypass`, or with instructions) gets no old one.
 */
export function cacheTerms(
  request: Pick<AcceptedRequest, 'cache' | 'rewrite'>,
  strategy: Pick<StrategyConfiguration, 'caching'>,
): CacheTerms | null {
  const ttlSeconds = strategy.caching?.ttl_seconds ?? 0
  if (ttlSeconds === 0) return null
  return { mayRead: request.cache !== 'bypass' && request.rewrite === undefined, ttlSeconds }
}
