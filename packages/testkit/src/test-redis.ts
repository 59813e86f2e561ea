import { Redis } from 'ioredis'
import { readTopology } from './env.ts'

export interface TestRedis {
  /** The URL of an empty logical database that nobody else uses; FLUSHDB there hurts no other test. */
  url: string
  /** Empties the database and hands it back. */
  release(): Promise<void>
}

const freeList = 'testkit:free'
const counter = 'testkit:last'

/** Hands out a logical database of the topology's Redis. Database 0 keeps the books, so never FLUSHALL. */
export async function createTestRedis(): Promise<TestRedis> {
  const base = readTopology()?.redisUrl
  if (!base) throw new Error('no test topology with Redis: see @hg/testkit/global-setup')
  const index = await withRedis(
    base,
    async (redis) => (await redis.rpop(freeList)) ?? String(await redis.incr(counter)),
  )
  const url = `${base}/${index}`
  return {
    url,
    async release() {
      await withRedis(url, (redis) => redis.flushdb())
      await withRedis(base, (redis) => redis.lpush(freeList, index))
    },
  }
}

async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 })
  redis.on('error', () => undefined)
  try {
    return await use(redis)
  } finally {
    redis.disconnect()
  }
}
