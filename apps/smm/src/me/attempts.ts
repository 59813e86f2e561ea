import { AppError, counterKey } from '@hg/runtime'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts attempts by some key; those that succeed are given back. */
export interface Attempts {
  /** Counts one. Throws `rate_limited` (429) when too many failed of late. */
  take(key: string): Promise<void>
  /** Takes back what was counted: it went well. */
  forgive(key: string): Promise<void>
}

/**
 * Counts in windows that begin with the first attempt; in Redis where one is given, and in this process while that is
 * away: a limit then holds for each process.
 *
 * @param options.name stands in the keys
 */
export function createAttempts(options: {
  name: string
  points: number
  windowSeconds: number
  redis?: Redis | undefined
}): Attempts {
  const { name, points, windowSeconds: duration, redis } = options
  const alone = new RateLimiterMemory({ points, duration })
  const limiter = redis
    ? new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `hg:attempts:${name}`,
        points,
        duration,
        insuranceLimiter: alone,
        rejectIfRedisNotReady: true,
      })
    : alone
  return {
    async take(key) {
      try {
        await limiter.consume(counterKey(key))
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const seconds = Math.ceil(refusal.msBeforeNext / 1000)
        throw new AppError('rate_limited', `Too many attempts. Try again in ${Math.ceil(seconds / 60)} min.`, {
          headers: { 'retry-after': String(seconds) },
        })
      }
    },
    async forgive(key) {
      await limiter.reward(counterKey(key))
    },
  }
}
