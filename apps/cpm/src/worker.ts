import { createDatabase, createListener } from '@hg/db'
import { createAuthenticator, createMetrics, createService, createServiceClient, listen } from '@hg/http'
import { configuredProviders, createAdapters } from '@hg/llm'
import { connectQueue, createProducer, createWorker, generation, queueHealth } from '@hg/queue'
import { createLogger } from '@hg/runtime'
import { version } from './app.ts'
import { createCatalogueReader } from './catalogue/read-catalogue.ts'
import { providerSettings, readEnv } from './env.ts'
import { createGenerationMetrics } from './generation/metrics.ts'
import { runGeneration } from './generation/run.ts'
import { RunningJobs } from './generation/running-jobs.ts'
import type { WorkerDeps } from './generation/run-context.ts'
import { reconcileJobs } from './jobs/reconcile.ts'
import { adoptCircuit, createSharedCircuit, providerStates } from './providers/share-circuits.ts'
import { makePartitionsAhead } from './schedule/make-partitions.ts'
import { repeat } from './schedule/repeat.ts'

/** How long running jobs may go on after SIGTERM before their calls are aborted, and all of it together. */
const finishMs = 20_000
const shutdownMs = 30_000
const hourMs = 3_600_000

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
const circuit = createSharedCircuit(db, logger)
const adapters = createAdapters(providerSettings(env))
const configured = configuredProviders(adapters)
const running = new RunningJobs()
const registry = createMetrics('cpm-worker')
const deps: WorkerDeps = {
  db,
  producer,
  im: createServiceClient({
    baseUrl: env.IM_SERVICE_URL,
    audience: 'im',
    issuer: 'cpm',
    privateKey: env.SERVICE_TOKEN_PRIVATE_KEY,
  }),
  adapters,
  configured,
  readCatalogue: createCatalogueReader(db),
  circuit,
  running,
  metrics: createGenerationMetrics(registry),
  leaseMs: env.LEASE_MS,
  logger,
}

const listener = createListener({
  directUrl: env.DATABASE_DIRECT_URL,
  channels: ['job_events', 'circuits'],
  applicationName: 'hg-cpm-worker-listen',
  logger,
  onNotification(channel, payload) {
    if (channel === 'circuits') adoptCircuit(circuit, payload)
    const [, , jobId, status] = payload.split(' ')
    if (channel === 'job_events' && status === 'cancelled' && jobId) running.stop(jobId, 'cancelled')
  },
})
const worker = createWorker(queue, generation, (payload, io) => runGeneration(deps, payload, io), {
  concurrency: env.WORKER_CONCURRENCY,
  lockMs: env.LEASE_MS,
})
const stopTasks = [
  repeat(
    {
      name: 'reconcile',
      intervalMs: env.RECONCILE_INTERVAL_MS,
      async run() {
        const told = await reconcileJobs(deps, { patienceMs: env.RECONCILE_INTERVAL_MS })
        if (told > 0) logger.info({ jobs: told }, 'told the queue again')
      },
    },
    logger,
  ),
  repeat({ name: 'partitions', intervalMs: hourMs, run: () => makePartitionsAhead(db, logger) }, logger),
]

/** The worker serves health and metrics only: nobody calls it with credentials. */
const app = await createService({
  name: 'cpm-worker',
  logger,
  api: { title: 'HG Content: content production worker', version },
  authenticate: createAuthenticator({ serviceTokens: { publicKey: env.SERVICE_TOKEN_PUBLIC_KEY, audience: 'cpm' } }),
  health: {
    database: () => db.ping(),
    ...(env.REDIS_URL ? { redis: checkQueue } : {}),
    externalApis: () => providerStates(circuit, configured),
  },
  metrics: registry,
})

await listen(app, {
  host: env.HOST,
  port: env.WORKER_PORT,
  logger,
  shutdownMs,
  async close() {
    for (const stop of stopTasks) await stop()
    await worker.close({ timeoutMs: finishMs })
    await listener.close()
    await producer.close()
    await queue.close()
    await db.close()
  },
})
logger.info(
  { queue: queue.describe(), providers: configured, concurrency: env.WORKER_CONCURRENCY },
  'the worker is ready',
)

async function checkQueue(): Promise<void> {
  if ((await queueHealth(queue)) === 'unhealthy') throw new Error('the queue does not answer')
}
