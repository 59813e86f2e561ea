import { createDatabase, createListener, findApiKey, noteKeyUse, withoutTenant, withTenant } from '@hg/db'
import { connectRedis, createApiKeyVerifier, createAuthenticator, createServiceClient, listen, runMain } from '@hg/http'
import { createAdapters, keyIdsOf } from '@hg/llm'
import { createMailer } from '@hg/mail'
import { connectQueue, createProducer, createProgressListener, generation, requireQueue } from '@hg/queue'
import { createLogger } from '@hg/runtime'
import { buildApp } from './app.ts'
import { createCatalogueReader } from './catalogue/read-catalogue.ts'
import { providerSettings, readEnv, targetPolicy } from './env.ts'
import { EventHub } from './events/hub.ts'
import { createKeyDirectory } from './providers/key-directory.ts'
import { createLiveCalls } from './providers/live-calls.ts'
import { adoptCircuit, createSharedCircuit, providerStates } from './providers/share-circuits.ts'
import { createStrategyResolver } from './strategy/resolver.ts'
import { createTextThreads } from './threads/text-threads.ts'
import { createSender } from './webhooks/send.ts'

/** For texts that are checked and laid out at the same time. */
const textThreads = 2

await runMain(async () => {
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
  const smm = createServiceClient({
    baseUrl: env.SMM_SERVICE_URL,
    audience: 'smm',
    issuer: 'cpm',
    privateKey: env.SERVICE_TOKEN_PRIVATE_KEY,
  })
  const strategies = createStrategyResolver(smm)
  const circuit = createSharedCircuit(db, logger)
  const platform = keyIdsOf(createAdapters(providerSettings(env)))
  const keys = createKeyDirectory(db, platform)
  const apiKeys = createApiKeyVerifier({
    find: (keyId) => withoutTenant(db, (tx) => findApiKey(tx, keyId)),
    noteUse({ id }) {
      withTenant(db, { kind: 'key', id }, (tx) => noteKeyUse(tx, id)).catch((err: unknown) => {
        logger.warn({ err, apiKeyId: id }, 'the use of an API key was not noted')
      })
    },
  })
  const [keyring, targets] = [env.ENCRYPTION_KEYS, targetPolicy(env)]
  const sender = createSender(targets)
  // Mails go out from the worker; here it is only said what becomes of them.
  const { means: mail } = createMailer(env, { logger })
  const redis = env.REDIS_URL ? connectRedis(env.REDIS_URL, logger) : undefined

  const threads = createTextThreads({ threads: textThreads, logger })
  const hub = new EventHub()
  const progress = createProgressListener(queue, generation, (piece) => {
    hub.addText(piece)
  })
  const listener = createListener({
    directUrl: env.DATABASE_DIRECT_URL,
    channels: ['job_events', 'strategies', 'api_keys', 'provider_keys', 'circuits'],
    applicationName: 'hg-cpm-listen',
    logger,
    onNotification(channel, payload) {
      if (channel === 'job_events') hub.notify(payload)
      else if (channel === 'circuits') adoptCircuit(circuit, payload)
      else if (channel === 'api_keys') {
        apiKeys.forget(payload)
        hub.announceRights()
      } else {
        // A client that moved is announced as a change of its strategy; it stands under other keys, too.
        if (channel === 'strategies') strategies.forget()
        keys.forget()
      }
    },
    onConnect() {
      strategies.forget()
      keys.forget()
      hub.announceGap()
      hub.announceRights()
    },
  })

  const app = await buildApp(
    {
      db,
      producer,
      strategies,
      readCatalogue: createCatalogueReader(db),
      readLive: createLiveCalls(db, logger),
      keys,
      circuit,
      hub,
      keyring,
      targets,
      threads,
      sender,
      mail,
      logger,
    },
    {
      authenticate: createAuthenticator({
        serviceTokens: { publicKey: env.SERVICE_TOKEN_PUBLIC_KEY, audience: 'cpm' },
        apiKeys,
      }),
      health: {
        database: () => db.ping(),
        ...(env.REDIS_URL ? { redis: () => requireQueue(queue) } : {}),
        externalApis: () => providerStates(circuit, platform),
      },
      limits: { perActor: env.RATE_LIMIT_PER_ACTOR, perAddress: env.RATE_LIMIT_PER_ADDRESS, redis },
      corsOrigins: env.CORS_ORIGINS,
      trustedHops: env.TRUSTED_HOPS,
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
      await threads.close()
      await producer.close()
      await queue.close()
      redis?.disconnect()
      sender.close()
      await db.close()
    },
  })
  logger.info(
    { port: env.PORT, queue: queue.describe(), providers: Object.keys(platform) },
    'content production is ready',
  )
})
