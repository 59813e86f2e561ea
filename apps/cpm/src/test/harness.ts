import type { GenerateRequest, LlmProvider } from '@hg/contracts'
import {
  createDatabase,
  type Database,
  getJob,
  insertProviderKey,
  type JobRow,
  listAttempts,
  removeProviderKey,
  withTenant,
} from '@hg/db'
import { createMetrics, createServiceClient } from '@hg/http'
import { createAdapters, keyIdsOf } from '@hg/llm'
import { connectQueue, createProducer, generation, migrateQueue, type QueueConnection } from '@hg/queue'
import { type Context, createApiKey, createLogger, encrypt, encryptionKeys, generateServiceKeys } from '@hg/runtime'
import { type Sandbox, startSandbox } from '@hg/sandbox'
import {
  createTenant,
  createTestDatabase,
  createTestRedis,
  type Tenant,
  type TestDatabase,
  withClient,
} from '@hg/testkit'
import { Redis } from 'ioredis'
import { createCatalogueReader } from '../catalogue/read-catalogue.ts'
import type { ServerDeps } from '../deps.ts'
import { EventHub } from '../events/hub.ts'
import { createGenerationMetrics } from '../generation/metrics.ts'
import type { WorkerDeps } from '../generation/run-context.ts'
import { runGeneration } from '../generation/run.ts'
import { RunningJobs } from '../generation/running-jobs.ts'
import { createKeyChain } from '../providers/key-chain.ts'
import { createKeyDirectory } from '../providers/key-directory.ts'
import { createLiveCalls } from '../providers/live-calls.ts'
import { createSharedCircuit } from '../providers/share-circuits.ts'
import { createStrategyResolver } from '../strategy/resolver.ts'
import { createTextThreads } from '../threads/text-threads.ts'
import { createSender } from '../webhooks/send.ts'
import { type OtherServices, startOtherServices } from './other-services.ts'

/** Everything that the verbs and the worker stand on, real: Postgres through PgBouncer, Redis, and the four providers. */
export interface Harness {
  target: TestDatabase
  db: Database
  others: OtherServices
  sandbox: Sandbox
  server: ServerDeps
  worker: WorkerDeps
  queue: QueueConnection
  /** A Redis database of its own. */
  redisUrl: string
  /** Loses every entry of the queue. */
  flushQueue: () => Promise<void>
  tenant: Tenant
  stranger: Tenant
  /** A person of the tenant. */
  as: (role: keyof Tenant['users']) => Context
  request: (fields?: Partial<GenerateRequest>) => GenerateRequest
  /** Delivers a job to a worker, as the queue would. */
  deliver: (
    jobId: string,
    epoch?: number,
    signal?: AbortSignal,
    clientId?: string,
    worker?: WorkerDeps,
  ) => Promise<void>
  /** A job's row, past nobody's rights: as its own client. */
  row: (jobId: string) => Promise<JobRow>
  attempts: (jobId: string) => ReturnType<typeof listAttempts>
  /** Saves a client's own key to a provider, in place of the one it had. Returns its id. */
  saveProviderKey: (clientId: string, provider: LlmProvider, key: string) => Promise<string>
  /** A key of the tenant's agency that may read. @param expires SQL of a moment */
  addKey: (expires?: string) => Promise<{ id: string; key: string }>
  close(): Promise<void>
}

/** What opens provider keys, as `ENCRYPTION_KEYS` has it. */
export const testEncryptionKeys = `k1:${Buffer.alloc(32, 7).toString('base64')}`
const keyring = encryptionKeys.parse(testEncryptionKeys)

export async function startHarness(
  options: { leaseMs?: number; queueOn?: 'redis' | 'postgres' } = {},
): Promise<Harness> {
  const logger = createLogger({ service: 'test', level: 'silent' })
  const [target, redis, others, sandbox, keys] = await Promise.all([
    createTestDatabase(),
    createTestRedis(),
    startOtherServices(),
    startSandbox({ pace: 'instant' }),
    generateServiceKeys(),
  ])
  const [tenant, stranger] = [await createTenant(target.adminUrl), await createTenant(target.adminUrl)]
  const db = createDatabase({ url: target.url, max: 10, applicationName: 'test', logger })
  const isOnRedis = options.queueOn !== 'postgres'
  if (!isOnRedis) await migrateQueue(target.directUrl)
  const queue = connectQueue({
    ...(isOnRedis ? { redisUrl: redis.url } : { databaseDirectUrl: target.directUrl }),
    logger,
  })
  const producer = createProducer(queue, generation)
  const circuit = createSharedCircuit(db, logger)
  const adapters = createAdapters(
    Object.fromEntries(
      Object.entries(sandbox.baseUrls).map(([provider, baseUrl]) => [provider, { apiKey: 'sandbox', baseUrl }]),
    ),
  )
  const threads = createTextThreads({ threads: 1, logger })
  const directory = createKeyDirectory(db, keyIdsOf(adapters))
  const keyChain = createKeyChain({ db, platform: adapters, keyring, baseUrls: sandbox.baseUrls, logger })
  const client = (audience: 'smm' | 'im') =>
    createServiceClient({ baseUrl: others.url, audience, issuer: 'cpm', privateKey: keys.privateKey })
  const common = {
    db,
    producer,
    circuit,
    readCatalogue: createCatalogueReader(db),
    readLive: createLiveCalls(db, logger),
    targets: { allowPrivate: true },
    threads,
    logger,
  }
  const worker: WorkerDeps = {
    ...common,
    im: client('im'),
    keyChain,
    running: new RunningJobs(),
    metrics: createGenerationMetrics(createMetrics('test')),
    leaseMs: options.leaseMs ?? 60_000,
  }
  const sender = createSender(common.targets)
  const asClient = { kind: 'client' as const, id: tenant.customerId }
  return {
    target,
    db,
    others,
    sandbox,
    queue,
    redisUrl: redis.url,
    async flushQueue() {
      if (!isOnRedis) {
        await withClient(target.adminUrl, (admin) => admin.query('truncate bullmq.job, bullmq.event cascade'))
        return
      }
      const client = new Redis(redis.url)
      await client.flushdb()
      client.disconnect()
    },
    tenant,
    stranger,
    server: {
      ...common,
      keys: directory,
      strategies: createStrategyResolver(client('smm')),
      hub: new EventHub(),
      keyring,
      sender,
      mail: 'sent',
    },
    worker,
    as: (role) => ({ actor: { kind: 'user', id: tenant.users[role] }, requestId: 'test', address: null }),
    request: (fields = {}) => ({
      client_id: tenant.customerId,
      content_type: 'blog_post',
      topic: 'Keeping a parking lot dry',
      ...fields,
    }),
    deliver: (jobId, epoch = 0, signal = new AbortController().signal, clientId = tenant.customerId, by = worker) =>
      runGeneration(by, { job_id: jobId, client_id: clientId, epoch }, { signal, progress: () => undefined }),
    async row(jobId) {
      const row = await withTenant(db, asClient, (tx) => getJob(tx, jobId))
      if (!row) throw new Error(`no job ${jobId}`)
      return row
    },
    attempts: (jobId) => withTenant(db, asClient, (tx) => listAttempts(tx, jobId)),
    saveProviderKey: (clientId, provider, key) =>
      withTenant(db, { kind: 'user', id: tenant.users.owner }, async (tx) => {
        await removeProviderKey(tx, clientId, provider)
        const secret = encrypt(keyring, key, `provider_keys.secret:${clientId}`)
        return insertProviderKey(tx, { clientId, provider, secret, lastFour: key.slice(-4), tested: true })
      }),
    addKey: (expires = 'null') =>
      withClient(target.adminUrl, async (admin) => {
        const { key, keyId, hash } = createApiKey()
        const { rows } = await admin.query<{ id: string }>(
          `insert into api_keys (client_id, name, key_id, hash, scopes, expires_at)
           values ($1, 'Test', $2, $3, '{content:read}', ${expires}) returning id`,
          [tenant.agencyId, keyId, hash],
        )
        return { id: rows[0]?.id ?? '', key }
      }),
    async close() {
      keyChain.close()
      await threads.close()
      sender.close()
      await producer.close()
      await queue.close()
      await db.close()
      await Promise.all([sandbox.close(), others.close(), redis.release()])
      await target.drop()
    },
  }
}
