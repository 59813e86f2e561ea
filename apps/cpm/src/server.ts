import { createDatabase, createListener, findApiKey, withoutTenant } from '@hg/db'
import { createApiKeyVerifier, createAuthenticator, createServiceClient, listen } from '@hg/http'
import { configuredProviders, createAdapters } from '@hg/llm'
import { connectQueue, createProducer, createProgressListener, generation, queueHealth } from '@hg/queue'
import { createLogger } from '@hg/runtime'
import { Redis } from 'ioredis'
import { buildApp } from './app.ts'
import { createCatalogueReader } from './catalogue/read-catalogue.ts'
import { providerSettings, readEnv } from './env.ts'
import { EventHub } from './events/hub.ts'
import { adoptCircuit, createSharedCircuit, providerStates } from './providers/share-circuits.ts'
import { createStrategyResolver } from './strategy/resolver.ts'

const env = readEnv()
const logger = createLogger({ service: 'cpm', level: env.LOG_LEVEL })
const db = createDatabase({ url: env.DATABASE_URL, max: env.DATABASE_POOL_SIZE, applicationName: 'hg-cpm', logger })
const queue = connectQueue({
  redisUrl: env.REDIS_URL,
  databaseDirectUrl: env.DATABASE_DIRECT_URL,
  prefix: env.QUEUE_PREFIX,
  logger,
})
const producer = createProducer(queue, generation)
const strategies = createStrategyResolver(
  createServiceClient({
    baseUrl: env.SMM_SERVICE_URL,
    audience: 'smm',
    issuer: 'cpm',
    privateKey: env.SERVICE_TOKEN_PRIVATE_KEY,
  }),
)
const circuit = createSharedCircuit(db, logger)
const configured = configuredProviders(createAdapters(providerSettings(env)))
const keys = createApiKeyVerifier({ find: (keyId) => withoutTenant(db, (tx) => findApiKey(tx, keyId)) })
const hub = new EventHub()
const progress = createProgressListener(queue, generation, ({ jobId, data }) => {
  hub.addText({ job_id: jobId, ...data })
})
const listener = createListener({
  directUrl: env.DATABASE_DIRECT_URL,
  channels: ['job_events', 'strategies', 'api_keys', 'circuits'],
  applicationName: 'hg-cpm-listen',
  logger,
  onNotification(channel, payload) {
    if (channel === 'job_events') hub.notify(payload)
    else if (channel === 'strategies') strategies.forget()
    else if (channel === 'api_keys') keys.forget(payload)
    else adoptCircuit(circuit, payload)
  },
  onConnect() {
    strategies.forget()
    hub.announceGap()
  },
})
const redis = env.REDIS_URL
  ? new Redis(env.REDIS_URL, { maxRetriesPerRequest: 1, enableOfflineQueue: false })
  : undefined
redis?.on('error', (err) => {
  logger.debug({ err }, 'redis is away')
})

const app = await buildApp(
  { db, producer, strategies, readCatalogue: createCatalogueReader(db), configured, circuit, hub, logger },
  {
    authenticate: createAuthenticator({
      serviceTokens: { publicKey: env.SERVICE_TOKEN_PUBLIC_KEY, audience: 'cpm' },
      apiKeys: keys,
    }),
    health: {
      database: () => db.ping(),
      ...(env.REDIS_URL ? { redis: checkQueue } : {}),
      externalApis: () => providerStates(circuit, configured),
    },
    limits: { perActor: env.RATE_LIMIT_PER_MINUTE, perAddress: env.RATE_LIMIT_PER_MINUTE, redis },
    corsOrigins: env.CORS_ORIGINS?.split(',').map((origin) => origin.trim()),
    trustedHops: env.TRUSTED_PROXY_HOPS,
    publicUrl: env.NEXT_PUBLIC_CPM_API_URL,
  },
)

await listen(app, {
  host: env.HOST,
  port: env.PORT,
  logger,
  async close() {
    await listener.close()
    await progress.close()
    await producer.close()
    await queue.close()
    redis?.disconnect()
    await db.close()
  },
})
logger.info({ port: env.PORT, queue: queue.describe(), providers: configured }, 'content production is ready')

async function checkQueue(): Promise<void> {
  if ((await queueHealth(queue)) === 'unhealthy') throw new Error('the queue does not answer')
}
