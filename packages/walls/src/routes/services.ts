import type { generateServiceKeys } from '@hg/runtime'
import { freePort, spawnApp, type SpawnedApp, type TestDatabase } from '@hg/testkit'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ServiceName, services } from './read-routes.ts'

/** What signs service tokens, and what verifies them. */
export type ServiceKeys = Awaited<ReturnType<typeof generateServiceKeys>>

export const projectDir = resolve(import.meta.dirname, '../../../..')

export interface RunningServices {
  urls: Record<ServiceName, string>
  stop(): Promise<void>
}

const key = () => randomBytes(32).toString('base64')
const perMinute = '1000000'

/**
 * Starts the three services as processes on one database and one Redis, without a worker.
 *
 * @param options.rootDir whose sources run; the project's own when not said
 * @param options.only starts these alone; the addresses of the others lead nowhere
 */
export async function startServices(
  database: TestDatabase,
  redisUrl: string,
  keys: ServiceKeys,
  options: { rootDir?: string; only?: ServiceName[] } = {},
): Promise<RunningServices> {
  const mailDir = await mkdtemp(join(tmpdir(), 'hg-walls-'))
  const ports = Object.fromEntries(
    await Promise.all(services.map(async (name) => [name, await freePort()] as const)),
  ) as Record<ServiceName, number>
  const urls = Object.fromEntries(services.map((name) => [name, `http://127.0.0.1:${ports[name]}`])) as Record<
    ServiceName,
    string
  >
  const env = {
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl,
    REDIS_URL: redisUrl,
    SERVICE_TOKEN_PUBLIC_KEY: keys.publicKey,
    SERVICE_TOKEN_PRIVATE_KEY: keys.privateKey,
    IM_SERVICE_URL: urls.im,
    SMM_SERVICE_URL: urls.smm,
    RATE_LIMIT_PER_ACTOR: perMinute,
    RATE_LIMIT_PER_ADDRESS: perMinute,
    ENCRYPTION_KEYS: `k1:${key()}`,
    AUDIT_KEY: key(),
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    MAIL_DIR: mailDir,
    OPENAI_API_KEY: 'never-called',
    OPENAI_BASE_URL: 'http://127.0.0.1:9',
    PLATFORM_PROVIDERS: 'openai',
  }
  const running: SpawnedApp[] = []
  const stop = async () => {
    await Promise.all(running.map((one) => one.stop()))
    await rm(mailDir, { recursive: true, force: true })
  }
  try {
    await Promise.all(
      (options.only ?? services).map(async (name) => {
        const entry = join(options.rootDir ?? projectDir, 'apps', name, 'src/server.ts')
        const healthUrl = `${urls[name]}/health/live`
        running.push(await spawnApp(entry, { ...env, PORT: String(ports[name]) }, { healthUrl }))
      }),
    )
  } catch (error) {
    await stop()
    throw error
  }
  return { urls, stop }
}
