import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { generateServiceKeys } from '@hg/runtime'
import { freePort, type TestDatabase, type TestRedis } from '@hg/testkit'
import { startProcess, type BenchProcess } from '../process.ts'

const apps = join(import.meta.dirname, '../../../../apps')
const randomKey = () => randomBytes(32).toString('base64')
const unlimited = '1000000000'
const places = {
  cpm: ['cpm', 'server.ts'],
  worker: ['cpm', 'worker.ts'],
  im: ['im', 'server.ts'],
  smm: ['smm', 'server.ts'],
}

export type ServiceName = keyof typeof places

export interface Services {
  urlOf: (name: ServiceName) => string
  /** The private one signs the tokens that the frontend would. */
  keys: { publicKey: string; privateKey: string }
  /** Starts one of them as it runs in production; it is ready when this resolves. */
  start: (name: ServiceName) => Promise<BenchProcess>
}

/**
 * The addresses and settings of services over this database and Redis, without limits on requests.
 *
 * @param options.dir where their output goes, a file each
 * @param options.keys those of other services that the same tokens shall open
 * @param options.env settings beside the common ones
 */
export async function prepareServices(options: {
  dir: string
  database: Pick<TestDatabase, 'url' | 'directUrl'>
  redis: TestRedis
  keys?: Services['keys']
  env?: Record<string, string>
}): Promise<Services> {
  const { dir, database, redis } = options
  const keys = options.keys ?? (await generateServiceKeys())
  const ports = { cpm: await freePort(), im: await freePort(), smm: await freePort(), worker: await freePort() }
  const urlOf = (name: ServiceName) => `http://127.0.0.1:${ports[name]}`
  const env = {
    ENVIRONMENT: 'production',
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl,
    REDIS_URL: redis.url,
    SERVICE_TOKEN_PUBLIC_KEY: keys.publicKey,
    SERVICE_TOKEN_PRIVATE_KEY: keys.privateKey,
    IM_SERVICE_URL: urlOf('im'),
    SMM_SERVICE_URL: urlOf('smm'),
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    AUDIT_KEY: randomKey(),
    ENCRYPTION_KEYS: `k1:${randomKey()}`,
    WORKER_PORT: String(ports.worker),
    RATE_LIMIT_PER_ACTOR: unlimited,
    RATE_LIMIT_PER_ADDRESS: unlimited,
    ...options.env,
  }
  return {
    urlOf,
    keys,
    start(name) {
      const [app = '', entry = ''] = places[name]
      return startProcess(join(apps, app, 'src', entry), {
        env: { ...env, PORT: String(ports[name]) },
        logFile: join(dir, `${name}.log`),
        healthUrl: `${urlOf(name)}/health/live`,
      })
    },
  }
}
