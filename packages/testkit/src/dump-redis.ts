import { Redis } from 'ioredis'

type Read = (redis: Redis, key: string) => Promise<unknown>

/** How each kind of value is read whole. */
const reads: Record<string, Read> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, '0', '-1', 'WITHSCORES'),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
}

/**
 * Everything that a logical database of Redis holds, a line for each key, values as JSON. For tests that look for what
 * must not be there. Throws for a kind of value that it cannot read: nothing is passed over.
 */
export async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 })
  redis.on('error', () => undefined)
  try {
    const lines: string[] = []
    for await (const keys of redis.scanStream({ count: 1000 })) {
      for (const key of new Set(keys as string[])) {
        const kind = await redis.type(key)
        // Gone since it was found.
        if (kind === 'none') continue
        const read = reads[kind]
        if (!read) throw new Error(`${key} is a ${kind}, which cannot be read`)
        lines.push(`${kind} ${key} ${JSON.stringify(await read(redis, key))}`)
      }
    }
    return lines.toSorted().join('\n')
  } finally {
    redis.disconnect()
  }
}
