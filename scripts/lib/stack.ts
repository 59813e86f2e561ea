import { llmProvider } from '@hg/contracts'
import { Redis } from 'ioredis'
import { join } from 'node:path'
import { prepareDatabase, type ReadyDatabase } from './database.ts'
import { projectDir, type ScriptEnv } from './env.ts'
import { requirePorts } from './ports.ts'
import { createProcesses, type Processes } from './processes.ts'
import { Failure } from './say.ts'
import { keptSecrets } from './secrets.ts'

export interface Stack {
  urls: { frontend: string; cpm: string; im: string; smm: string }
  database: ReadyDatabase
  /** Which part is embedded and which is real, a line each. */
  parts: [string, string][]
  processes: Processes
  stop(): Promise<void>
}

export interface StackOptions {
  /** Whether the web app runs, and how it is started. */
  frontend: false | { command: string[] }
  /** Restarts a service when its sources change. */
  watch?: boolean
  /** Ends the start. */
  interrupted?: AbortSignal
}

const local = (port: number) => `http://127.0.0.1:${port}`

/** Starts the database, the providers' stand-in where no key is given, and the services; ready when this resolves. */
export async function startStack(env: ScriptEnv, options: StackOptions): Promise<Stack> {
  const { ports } = env
  const sandboxed = !Object.keys(env.providers).some((name) => name.endsWith('_API_KEY'))
  await requirePorts(ports, [
    ...(sandboxed ? (['sandbox'] as const) : []),
    'im',
    'smm',
    'cpm',
    'worker',
    ...(options.frontend ? (['frontend'] as const) : []),
  ])
  if (env.redisUrl) await requireRedis(env.redisUrl)

  const secrets = await keptSecrets(env.dataDir)
  const database = await prepareDatabase(env, secrets)
  const processes = createProcesses(env.dataDir, options.interrupted)
  const stop = async () => {
    await processes.stop()
    await database.stop()
  }

  try {
    const urls = {
      frontend: `http://localhost:${ports.frontend}`,
      cpm: local(ports.cpm),
      im: local(ports.im),
      smm: local(ports.smm),
    }
    const common = {
      ...env.inherited,
      ...env.tuning,
      DATABASE_URL: database.url,
      DATABASE_DIRECT_URL: database.directUrl,
      ...(env.redisUrl ? { REDIS_URL: env.redisUrl } : {}),
      CPM_SERVICE_URL: urls.cpm,
      IM_SERVICE_URL: urls.im,
      SMM_SERVICE_URL: urls.smm,
      SERVICE_TOKEN_PUBLIC_KEY: secrets.servicePublicKey,
      ENVIRONMENT: 'development',
      LOG_LEVEL: env.logLevel,
      HOST: '127.0.0.1',
    }
    const mail = { MAIL_DIR: join(env.dataDir, 'mail'), ...env.mail }
    const providers = sandboxed ? sandboxVariables(local(ports.sandbox)) : env.providers
    const signing = { SERVICE_TOKEN_PRIVATE_KEY: secrets.servicePrivateKey }
    const sealing = { ENCRYPTION_KEYS: env.keys.ENCRYPTION_KEYS ?? secrets.encryptionKeys }
    const run = (name: string, entry: string, variables: Record<string, string>) => {
      const flags = [
        '--disable-warning=ExperimentalWarning',
        ...(options.watch ? ['--watch', '--watch-preserve-output'] : []),
      ]
      processes.start(name, [process.execPath, ...flags, join(projectDir, entry)], variables)
    }

    if (sandboxed) {
      const entry = join(projectDir, 'packages/sandbox/src/main.ts')
      processes.start('sandbox', [process.execPath, entry, '--port', String(ports.sandbox)], env.inherited)
    }
    run('smm', 'apps/smm/src/server.ts', {
      ...common,
      ...sealing,
      ...mail,
      ...withoutKeys(providers),
      AUDIT_KEY: env.keys.AUDIT_KEY ?? secrets.auditKey,
      NEXTAUTH_URL: urls.frontend,
      PORT: String(ports.smm),
    })
    run('im', 'apps/im/src/server.ts', { ...common, PORT: String(ports.im) })
    const cpm = {
      ...common,
      ...providers,
      ...signing,
      ...sealing,
      ...mail,
      NEXTAUTH_URL: urls.frontend,
      // Programs on this machine may be told.
      WEBHOOK_PRIVATE_TARGETS: 'allow',
      PORT: String(ports.cpm),
      WORKER_PORT: String(ports.worker),
    }
    run('cpm', 'apps/cpm/src/server.ts', cpm)
    run('cpm-worker', 'apps/cpm/src/worker.ts', cpm)
    if (options.frontend) {
      const variables = {
        ...common,
        ...signing,
        ...sealing,
        NEXTAUTH_URL: urls.frontend,
        NEXTAUTH_SECRET: secrets.sessionSecret,
        NEXT_TELEMETRY_DISABLED: '1',
        HOSTNAME: '127.0.0.1',
        PORT: String(ports.frontend),
      }
      processes.start('frontend', options.frontend.command, variables, { cwd: join(projectDir, 'apps/frontend') })
    }

    await Promise.all([
      ...(sandboxed ? [processes.untilHealthy('sandbox', `${local(ports.sandbox)}/__sandbox/tally`)] : []),
      processes.untilHealthy('smm', `${urls.smm}/health`),
      processes.untilHealthy('im', `${urls.im}/health`),
      processes.untilHealthy('cpm', `${urls.cpm}/health`),
      processes.untilHealthy('cpm-worker', `${local(ports.worker)}/health`),
      ...(options.frontend ? [processes.untilHealthy('frontend', `${local(ports.frontend)}/api/health`)] : []),
    ])
    return { urls, database, parts: describeParts(env, database, sandboxed), processes, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function sandboxVariables(url: string): Record<string, string> {
  const paths = { openai: '/v1', anthropic: '', google: '', groq: '' }
  return Object.fromEntries(
    llmProvider.options.flatMap((provider) => [
      [`${provider.toUpperCase()}_API_KEY`, 'sandbox'],
      [`${provider.toUpperCase()}_BASE_URL`, url + paths[provider]],
    ]),
  )
}

/** What the strategy service needs of the providers: where keys are tested, and which ones the platform has. */
function withoutKeys(providers: Record<string, string>): Record<string, string> {
  const addresses = Object.entries(providers).filter(([name]) => name.endsWith('_BASE_URL'))
  const platform = llmProvider.options.filter((provider) => providers[`${provider.toUpperCase()}_API_KEY`])
  return { ...Object.fromEntries(addresses), PLATFORM_PROVIDERS: platform.join(',') }
}

function describeParts(env: ScriptEnv, database: ReadyDatabase, sandboxed: boolean): [string, string][] {
  const real = Object.keys(env.providers).filter((name) => name.endsWith('_API_KEY'))
  return [
    ['Database', database.description],
    [
      'Queue',
      env.redisUrl ? `BullMQ on Redis at ${new URL(env.redisUrl).host} (REDIS_URL)` : 'BullMQ on PostgreSQL, embedded',
    ],
    ['Limits', env.redisUrl ? 'shared in Redis' : 'in memory, embedded'],
    [
      'Providers',
      sandboxed
        ? `sandbox, embedded, port ${env.ports.sandbox}: no key is set, nothing leaves this machine`
        : `real: ${real.join(', ')}`,
    ],
    [
      'Mail',
      env.mail.SMTP_URL
        ? `sent through ${new URL(env.mail.SMTP_URL).host} (SMTP_URL)`
        : `written as files into ${env.mail.MAIL_DIR ?? join(env.dataDir, 'mail')}, none is sent`,
    ],
  ]
}

async function requireRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: 3000,
  })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    throw new Failure(
      `REDIS_URL cannot be used: ${new URL(url).host} does not answer (${error instanceof Error ? error.message : String(error)})`,
    )
  } finally {
    redis.disconnect()
  }
}
