import { createDatabase, createListener } from '@hg/db'
import {
  createAuthenticator,
  createMetrics,
  createService,
  createServiceClient,
  listen,
  providerBaseUrls,
  runMain,
} from '@hg/http'
import { createAdapters, keyIdsOf } from '@hg/llm'
import { createMailer } from '@hg/mail'
import { connectQueue, createProducer, createWorker, generation, requireQueue } from '@hg/queue'
import { createLogger } from '@hg/runtime'
import { version } from './app.ts'
import { createCatalogueReader } from './catalogue/read-catalogue.ts'
import { providerSettings, readEnv, targetPolicy } from './env.ts'
import { createGenerationMetrics } from './generation/metrics.ts'
import type { WorkerDeps } from './generation/run-context.ts'
import { runNext } from './generation/run.ts'
import { RunningJobs } from './generation/running-jobs.ts'
import { createNoticeLoop } from './notifications/notice-loop.ts'
import { createKeyChain } from './providers/key-chain.ts'
import { createLiveCalls } from './providers/live-calls.ts'
import { adoptCircuit, createSharedCircuit, providerStates } from './providers/share-circuits.ts'
import { startTasks } from './schedule/start-tasks.ts'
import { createTextThreads } from './threads/text-threads.ts'
import { createDeliveryLoop } from './webhooks/delivery-loop.ts'
import { createSender } from './webhooks/send.ts'

/** How long running jobs may go on after SIGTERM before their calls are aborted, and all of it together. */
const finishMs = 20_000
const shutdownMs = 30_000
/** One text is checked in 50 ms, and written in many seconds. */
const textThreads = 2

await runMain(async () => {
  const env = readEnv()
  const logger = createLogger({ service: 'cpm-worker', level: env.LOG_LEVEL })
  const db = createDatabase({
    url: env.DATABASE_URL,
    max: env.DATABASE_POOL_SIZE,
    applicationName: 'hg-cpm-worker',
    logger,
  })
  const queue = connectQueue({
    redisUrl: env.REDIS_URL,
    databaseDirectUrl: env.DATABASE_DIRECT_URL,
    prefix: env.QUEUE_PREFIX,
    logger,
  })
  const producer = createProducer(queue, generation)
  const adapters = createAdapters(providerSettings(env))
  const platform = keyIdsOf(adapters)
  const circuit = createSharedCircuit(db, logger, { tellsOf: platform })
  const keyChain = createKeyChain({
    db,
    platform: adapters,
    keyring: env.ENCRYPTION_KEYS,
    baseUrls: providerBaseUrls(env),
    logger,
  })
  const running = new RunningJobs()
  const registry = createMetrics('cpm-worker')
  const im = createServiceClient({
    baseUrl: env.IM_SERVICE_URL,
    audience: 'im',
    issuer: 'cpm',
    privateKey: env.SERVICE_TOKEN_PRIVATE_KEY,
  })
  const threads = createTextThreads({ threads: textThreads, logger })
  const deps: WorkerDeps = {
    db,
    producer,
    im,
    keyChain,
    readCatalogue: createCatalogueReader(db),
    readLive: createLiveCalls(db, logger),
    circuit,
    running,
    metrics: createGenerationMetrics(registry),
    threads,
    leaseMs: env.LEASE_MS,
    logger,
  }

  const targets = targetPolicy(env)
  const sender = createSender(targets)
  const deliveries = createDeliveryLoop({ db, keyring: env.ENCRYPTION_KEYS, targets, sender, logger })
  const mailer = createMailer(env, { logger })
  const notices = createNoticeLoop({
    db,
    keyring: env.ENCRYPTION_KEYS,
    sender,
    mailer,
    publicUrl: env.NEXTAUTH_URL,
    logger,
  })

  const listener = createListener({
    directUrl: env.DATABASE_DIRECT_URL,
    channels: ['job_events', 'strategies', 'provider_keys', 'circuits', 'webhook_deliveries', 'notices'],
    applicationName: 'hg-cpm-worker-listen',
    logger,
    onNotification(channel, payload) {
      if (channel === 'circuits') adoptCircuit(circuit, payload)
      if (channel === 'webhook_deliveries') deliveries.wake()
      if (channel === 'notices') notices.wake()
      // A client that moved is announced as a change of its strategy; it stands under other keys, too.
      if (channel === 'provider_keys' || channel === 'strategies') keyChain.refresh()
      const [, , jobId, status] = payload.split(' ')
      if (channel === 'job_events' && status === 'cancelled' && jobId) running.stop(jobId, 'cancelled')
    },
  })
  const worker = createWorker(queue, generation, (_word, io) => runNext(deps, io), {
    concurrency: env.WORKER_CONCURRENCY,
    lockMs: env.LEASE_MS,
  })
  const stopTasks = startTasks(deps, queue, env.RECONCILE_INTERVAL_MS)

  // The worker serves health and metrics only: nobody calls it with credentials.
  const app = await createService({
    name: 'cpm-worker',
    logger,
    api: { title: 'HG Content: content production worker', version },
    authenticate: createAuthenticator({ serviceTokens: { publicKey: env.SERVICE_TOKEN_PUBLIC_KEY, audience: 'cpm' } }),
    health: {
      database: () => db.ping(),
      ...(env.REDIS_URL ? { redis: () => requireQueue(queue) } : {}),
      externalApis: () => providerStates(circuit, platform),
    },
    metrics: registry,
  })
  await listen(app, {
    host: env.HOST,
    port: env.WORKER_PORT,
    logger,
    shutdownMs,
    async close() {
      await stopTasks()
      await Promise.all([worker, deliveries, notices].map((one) => one.close({ timeoutMs: finishMs })))
      await threads.close()
      sender.close()
      mailer.close()
      await listener.close()
      keyChain.close()
      await producer.close()
      await queue.close()
      await db.close()
    },
  })
  logger.info(
    { queue: queue.describe(), providers: Object.keys(platform), concurrency: env.WORKER_CONCURRENCY },
    'the worker is ready',
  )
})
