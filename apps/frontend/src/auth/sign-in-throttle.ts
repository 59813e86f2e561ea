import 'server-only'
import { createLogger } from '@hg/runtime'
import { Redis } from 'ioredis'
import { env } from '#env.ts'
import { createThrottle, type Throttle } from './throttle.ts'

let throttle: Throttle | undefined

/** The throttle of this process: in Redis when one is configured, which closes the sign-in while it is away. */
export function signInThrottle(): Throttle {
  const { sessionSecret, REDIS_URL } = env()
  throttle ??= createThrottle({ secret: sessionSecret, ...(REDIS_URL ? { redis: connect(REDIS_URL) } : {}) })
  return throttle
}

function connect(url: string): Redis {
  const logger = createLogger({ service: 'frontend', level: env().LOG_LEVEL })
  const redis = new Redis(url, {
    // Commands wait for the first connection, and not longer than this for anything.
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: 1000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  })
  let isAway = false
  redis.on('ready', () => {
    if (isAway) logger.info('redis is back')
    isAway = false
  })
  redis.on('error', (err: Error) => {
    if (!isAway) logger.warn({ err }, 'redis is away: nobody can sign in')
    isAway = true
  })
  return redis
}
