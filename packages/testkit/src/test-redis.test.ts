import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { createTestRedis } from './index.ts'

test('two tests get databases that do not see each other, and a flush stays in one', async () => {
  const [one, two] = await Promise.all([createTestRedis(), createTestRedis()])
  const [first, second] = [new Redis(one.url), new Redis(two.url)]
  try {
    await first.set('key', 'one')
    await second.set('key', 'two')
    await first.flushdb()
    expect(await first.get('key')).toBeNull()
    expect(await second.get('key')).toBe('two')
  } finally {
    first.disconnect()
    second.disconnect()
    await Promise.all([one.release(), two.release()])
  }
})

test('a released database comes back empty', async () => {
  const used = await createTestRedis()
  const client = new Redis(used.url)
  await client.set('key', 'left behind')
  await used.release()
  expect(await client.dbsize()).toBe(0)
  client.disconnect()
})
