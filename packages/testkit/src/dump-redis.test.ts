import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { createTestRedis, dumpRedis } from './index.ts'

test('a dump of Redis holds the keys and values of every kind, streams too', async () => {
  const target = await createTestRedis()
  const redis = new Redis(target.url)
  const texts = Array.from({ length: 6 }, (_, n) => `a text like no other, ${n}`)
  const [string = '', hash = '', list = '', set = '', zset = '', stream = ''] = texts
  await redis.set('a-string', string)
  await redis.hset('a-hash', 'field', hash)
  await redis.rpush('a-list', list)
  await redis.sadd('a-set', set)
  await redis.zadd('a-zset', 1, zset)
  await redis.xadd('a-stream', '*', 'field', stream)
  await redis.set(Buffer.from('a-key-of-its-own'), '')
  const dump = await dumpRedis(target.url)
  redis.disconnect()
  await target.release()
  expect([...texts, 'a-key-of-its-own'].filter((text) => !dump.includes(text))).toEqual([])
  expect(dump.split('\n')).toHaveLength(7)
})
