import { type Actor, addressBlock, AppError, counterKey, formatActor } from '@hg/runtime'
import type { FastifyReply } from 'fastify'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'

export interface LimitOptions {
  /** Requests a minute of one person or API key. Default 600. */
  perActor?: number
  /** Requests a minute of one address: of visitors, with API keys or without credentials. Default 1200. */
  perAddress?: number
  /** Shares the counts among processes. Without it, or while it is away, each process counts for itself. */
  redis?: Redis
}

const durationSeconds = 60
/** How long Redis is left alone after it failed: one that hangs costs a request half a second. */
const recoveryMs = 1000

/** What is left after taking one, also when nothing was left. Rejects when the count could not be asked for. */
async function takeFrom(limiter: RateLimiterAbstract, key: string): Promise<{ left: RateLimiterRes; ok: boolean }> {
  try {
    return { left: await limiter.consume(key), ok: true }
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { left: refusal, ok: false }
    throw refusal
  }
}

type Take = (key: string) => ReturnType<typeof takeFrom>

/** Counts in Redis while it answers, and in this process at the same figure while it does not. */
function createCounter(keyPrefix: string, points: number, redis: Redis | undefined): Take {
  const alone = new RateLimiterMemory({ points, duration: durationSeconds })
  if (!redis) return (key) => takeFrom(alone, key)
  const shared = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points,
    duration: durationSeconds,
    rejectIfRedisNotReady: true,
    // Who is over the limit is refused from memory: a flood costs no round trips.
    inMemoryBlockOnConsumed: points + 1,
  })
  let awayUntilMs = 0
  return async (key) => {
    if (Date.now() < awayUntilMs) return takeFrom(alone, key)
    try {
      return await takeFrom(shared, key)
    } catch {
      awayUntilMs = Date.now() + recoveryMs
      return takeFrom(alone, key)
    }
  }
}

async function enforce(take: Take, points: number, key: string, reply: FastifyReply): Promise<void> {
  const { left, ok } = await take(counterKey(key))
  const resetSeconds = String(Math.ceil(left.msBeforeNext / 1000))
  void reply.headers({
    'ratelimit-limit': String(points),
    'ratelimit-remaining': String(left.remainingPoints),
    'ratelimit-reset': resetSeconds,
  })
  if (ok) return
  throw new AppError('rate_limited', `At most ${points} requests a minute: try again in ${resetSeconds} s.`, {
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
 * Counts requests in windows of a minute, per person, API key and address, among all processes of a service. No request
 * fails because the counts are away.
 */
export function createLimits(name: string, options: LimitOptions): Limits {
  const { perActor = 600, perAddress = 1200, redis } = options
  const actors = createCounter(`hg:limit:${name}:actor`, perActor, redis)
  const addresses = createCounter(`hg:limit:${name}:address`, perAddress, redis)
  return {
    takeForAddress: (address, reply) =>
      enforce(addresses, perAddress, address === null ? 'unknown' : addressBlock(address), reply),
    takeForActor: (actor, reply) => enforce(actors, perActor, formatActor(actor), reply),
  }
}
