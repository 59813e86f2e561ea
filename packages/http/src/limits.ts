import { type Actor, addressBlock, AppError, formatActor } from '@hg/runtime'
import type { FastifyReply } from 'fastify'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'

export interface LimitOptions {
  /** Requests a minute of one person or API key. Default 600. */
  perActor?: number
  /** Requests a minute of one address without a service token. Default 1200. */
  perAddress?: number
  /** Shares the actors' counts among processes. Without it, or while it is away, each process counts for itself. */
  redis?: Redis
}

/** What is left after taking one; the same shape when nothing was left. */
async function take(limiter: RateLimiterAbstract, key: string): Promise<{ left: RateLimiterRes; ok: boolean }> {
  try {
    return { left: await limiter.consume(key), ok: true }
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { left: refusal, ok: false }
    throw refusal
  }
}

async function enforce(limiter: RateLimiterAbstract, key: string, reply: FastifyReply): Promise<void> {
  const { left, ok } = await take(limiter, key)
  const resetSeconds = String(Math.ceil(left.msBeforeNext / 1000))
  void reply.headers({
    'ratelimit-limit': String(limiter.points),
    'ratelimit-remaining': String(left.remainingPoints),
    'ratelimit-reset': resetSeconds,
  })
  if (ok) return
  throw new AppError('rate_limited', `At most ${limiter.points} requests a minute: try again in ${resetSeconds} s.`, {
    headers: { 'retry-after': resetSeconds },
  })
}

/** The limits of one service. Each throws `rate_limited` (429) and sets the RateLimit headers either way. */
export interface Limits {
  /** IPv6 addresses are counted by their /64. Null: requests of which no address is known are counted together. */
  takeForAddress(address: string | null, reply: FastifyReply): Promise<void>
  takeForActor(actor: Actor, reply: FastifyReply): Promise<void>
}

/**
 * Counts requests in windows of a minute. Addresses are counted in this process, so that a flood costs no round trip;
 * actors in Redis where one is given. While Redis is away this process counts for itself: no request fails for it.
 */
export function createLimits(name: string, options: LimitOptions): Limits {
  const duration = 60
  const points = options.perActor ?? 600
  const addresses = new RateLimiterMemory({ points: options.perAddress ?? 1200, duration })
  const alone = new RateLimiterMemory({ points, duration })
  const actors = options.redis
    ? new RateLimiterRedis({
        storeClient: options.redis,
        keyPrefix: `hg:limit:${name}`,
        points,
        duration,
        insuranceLimiter: alone,
        rejectIfRedisNotReady: true,
        // Who is over the limit is refused from memory, without a round trip.
        inMemoryBlockOnConsumed: points + 1,
      })
    : alone
  return {
    takeForAddress: (address, reply) => enforce(addresses, address === null ? 'unknown' : addressBlock(address), reply),
    takeForActor: (actor, reply) => enforce(actors, formatActor(actor), reply),
  }
}
