import { createTestDatabase, createTestRedis } from '@hg/testkit'
import { publishStage } from '../env.ts'
import { putProxyBefore, startBreaker } from './breakable.ts'
import { startQuickstart } from './quickstart.ts'
import { createStops } from './stage.ts'

/**
 * Playwright's global set-up, after the testkit's: the quick start on a database and a Redis of its own, both behind
 * proxies. Returns the teardown.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const stops = createStops()
  try {
    const database = await createTestDatabase()
    stops.add(() => database.drop())
    const redis = await createTestRedis()
    stops.add(() => redis.release())

    const [pooled, direct, queue] = await Promise.all(
      [database.url, database.directUrl, redis.url].map(putProxyBefore) as [Proxied, Proxied, Proxied],
    )
    const breaker = await startBreaker({ database: [pooled.proxy, direct.proxy], redis: [queue.proxy] })
    stops.add(() => breaker.close())

    const quickstart = await startQuickstart({
      DATABASE_URL: pooled.url,
      DATABASE_DIRECT_URL: direct.url,
      DATABASE_ADMIN_URL: database.adminUrl,
      REDIS_URL: queue.url,
    })
    stops.add(() => quickstart.stop())
    const { dataDir, ports } = quickstart
    publishStage({
      topology: 'full',
      dataDir,
      sandboxUrl: `http://127.0.0.1:${ports.SANDBOX_PORT}`,
      workerUrl: `http://127.0.0.1:${ports.CPM_WORKER_PORT}`,
      breakerUrl: breaker.url,
      redisUrl: redis.url,
      databaseAdminUrl: database.adminUrl,
    })
    return () => stops.run()
  } catch (error) {
    await stops.run()
    throw error
  }
}

type Proxied = ReturnType<typeof putProxyBefore>
