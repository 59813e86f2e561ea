import { createHmac } from 'node:crypto'
import { addressBlock } from '@hg/runtime'
import type { Redis } from 'ioredis'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

/** Who tries to sign in, from where, and with which known device. */
export interface Attempt {
  /** The account's address as it was typed, in lower case. */
  account: string
  /** IP address; null when it cannot be known. */
  address: string | null
  /** The id of a device on which somebody signed in to this very account before. */
  deviceId: string | null
}

/** An attempt that was counted. Whoever gets in gives the count back. */
export interface Counted {
  forgive(): Promise<void>
}

/** Refuses an attempt before anything is checked. */
export class ThrottledError extends Error {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('too many attempts to sign in')
    this.name = 'ThrottledError'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface Throttle {
  /**
   * Counts an attempt before it is checked, so that a hundred at once are a hundred.
   *
   * @throws {ThrottledError}; any other error means that nothing can be counted, and nobody gets in
   */
  count(attempt: Attempt): Promise<Counted>
  /** Counts a second factor's code in the same way. */
  countCode(attempt: Attempt): Promise<Counted>
}

const quarterHour = 15 * 60
const hour = 60 * 60
const day = 24 * hour

/** How many attempts may fail. */
export const limits = {
  /** On a device that somebody signed in on before: the only count that holds for it. */
  device: { points: 10, duration: quarterHour },
  /** From one address (IPv6: /64), over all accounts. */
  address: { points: 60, duration: quarterHour },
  /** From one address for one account. */
  pair: { points: 10, duration: quarterHour },
  /** For one account, from unknown devices everywhere. */
  account: { points: 30, duration: hour },
  /** Codes for one account, from unknown devices everywhere. */
  code: { points: 20, duration: day },
} as const
type LimitName = keyof typeof limits

/**
 * Slows guessing without letting a stranger lock anybody out: a device that is known to an account has a count of its own,
 * which nobody else can use up (OWASP's device cookies). Keys are HMACs: neither addresses nor accounts can be read in Redis.
 *
 * @param options.redis shares the counts among processes; while it is away nothing can be counted. Without it this
 * process counts for itself.
 */
export function createThrottle(options: { secret: string; redis?: Redis | undefined }): Throttle {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, createLimiter(`hg:sign-in:${name}`, limit, options.redis)]),
  ) as Record<LimitName, RateLimiterAbstract>

  const keyOf = (...parts: string[]) =>
    createHmac('sha256', options.secret)
      .update(JSON.stringify(['sign-in throttle', ...parts]))
      .digest('base64url')

  /** Counts in each of these, in turn; who is refused by one is not counted in those behind it. */
  async function take(counts: [name: LimitName, key: string][]): Promise<Counted> {
    for (const [name, key] of counts) await consume(limiters[name], key)
    return {
      forgive: async () => {
        await Promise.all(counts.map(([name, key]) => limiters[name].reward(key)))
      },
    }
  }

  async function countOn(attempt: Attempt, unknown: [name: LimitName, key: string][]): Promise<Counted> {
    const { account, address, deviceId } = attempt
    if (deviceId !== null) {
      try {
        return await take([['device', keyOf(account, deviceId)]])
      } catch (error) {
        // A device on which too much was tried is like any other.
        if (!(error instanceof ThrottledError)) throw error
      }
    }
    const block = address === null ? 'unknown' : addressBlock(address)
    return take([['address', keyOf(block)], ['pair', keyOf(account, block)], ...unknown])
  }

  return {
    count: (attempt) => countOn(attempt, [['account', keyOf(attempt.account)]]),
    countCode: (attempt) => countOn(attempt, [['code', keyOf(attempt.account)]]),
  }
}

function createLimiter(
  keyPrefix: string,
  limit: { points: number; duration: number },
  redis: Redis | undefined,
): RateLimiterAbstract {
  const options = { ...limit, keyPrefix }
  return redis ? new RateLimiterRedis({ ...options, storeClient: redis }) : new RateLimiterMemory(options)
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw new ThrottledError(Math.ceil(refusal.msBeforeNext / 1000))
    throw refusal
  }
}
