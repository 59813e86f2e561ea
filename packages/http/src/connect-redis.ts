import type { Logger } from '@hg/runtime'
import { Redis } from 'ioredis'

/**
 * Connects to Redis for what a service can do without: limits shared among processes, health. Commands fail at once
 * while it is away and after half a second when it hangs; the connection comes back by itself.
 */
export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: 500,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  })
  let isAway = false
  redis.on('ready', () => {
    if (isAway) logger.info('redis is back')
    isAway = false
  })
  redis.on('error', (err: Error) => {
    if (!isAway) logger.warn({ err }, 'redis is away')
    isAway = true
  })
  return redis
}

/**
 * Resolves when the first attempt to connect has ended, well or not. Until then every command fails, as if Redis were
 * away.
 */
export async function untilTried(redis: Redis): Promise<void> {
  if (redis.status !== 'connecting' && redis.status !== 'connect') return
  await new Promise<void>((resolve) => {
    redis.once('ready', () => resolve()).once('close', () => resolve())
  })
}
