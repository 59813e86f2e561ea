import { createTestRedis, freePort, startProxy } from '@hg/testkit'
import { describe, expect, it } from 'vitest'
import { connectRedis } from './connect-redis.ts'
import { buildService, silent } from './test/test-service.ts'

/** What the health of a service says about the Redis at `url` as soon as the service is built. */
async function firstState(url: string): Promise<string | undefined> {
  const redis = connectRedis(url, silent)
  const service = await buildService({ limits: { redis }, health: { redis: () => redis.ping() } })
  try {
    return (await service.inject('/health')).json<{ services: { redis: string } }>().services.redis
  } finally {
    await service.close()
    redis.disconnect()
  }
}

describe('a service that is built knows its Redis', () => {
  it('that is there', async () => {
    const redis = await createTestRedis()
    expect(await firstState(redis.url)).toBe('healthy')
    await redis.release()
  })

  it('that is not', async () => {
    expect(await firstState(`redis://127.0.0.1:${await freePort()}`)).toBe('unhealthy')
  })

  it('that hangs', async () => {
    const redis = await createTestRedis()
    const address = new URL(redis.url)
    const proxy = await startProxy(address.hostname, Number(address.port))
    proxy.pause()
    expect(await firstState(`redis://127.0.0.1:${proxy.port}`)).toBe('unhealthy')
    await proxy.close()
    await redis.release()
  })
})
