import { llmProvider } from '@hg/contracts'
import { parseEnv, postgresUrl } from '@hg/runtime'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const port = (usual: number) =>
  z.coerce.number({ error: 'must be a port number' }).int().min(1).max(65_535).default(usual)

const schema = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_ADMIN_URL: postgresUrl.optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// address')
    .optional(),
  FRONTEND_PORT: port(3000),
  CPM_PORT: port(8000),
  CPM_WORKER_PORT: port(8010),
  IM_PORT: port(8001),
  SMM_PORT: port(8003),
  SANDBOX_PORT: port(8020),
  PGPORT: port(5432),
  HG_DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
})

export const projectDir = resolve(import.meta.dirname, '../..')

/** What the scripts take from the environment. */
export interface ScriptEnv {
  databaseUrl?: string
  databaseDirectUrl?: string
  databaseAdminUrl?: string
  redisUrl?: string
  ports: { frontend: number; cpm: number; worker: number; im: number; smm: number; sandbox: number; postgres: number }
  /** Where data, logs, secrets and demo.json of this installation lie. */
  dataDir: string
  logLevel: string
  /** The variables of the providers: `*_API_KEY` where there is a key, and `*_BASE_URL`, which clients' own keys use too. */
  providers: Record<string, string>
  /** The keys of secrets at rest and of the audit, where they are set; else the installation's own are used. */
  keys: { AUDIT_KEY?: string; ENCRYPTION_KEYS?: string }
  /** How mails go out, where it is set. */
  mail: { SMTP_URL?: string; MAIL_FROM?: string; MAIL_DIR?: string }
  /** The timing and limits of the services, where they are set. */
  tuning: Record<string, string>
  /** What child processes inherit: none of the product's own variables. */
  inherited: Record<string, string>
}

const passedOn = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'TERM',
  'NODE_EXTRA_CA_CERTS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
]

const passedToServices = [
  'LEASE_MS',
  'RECONCILE_INTERVAL_MS',
  'WORKER_CONCURRENCY',
  'RATE_LIMIT_PER_ACTOR',
  'RATE_LIMIT_PER_ADDRESS',
  'TRUSTED_HOPS',
]

/** Reads the environment; throws naming every malformed variable. */
export function readEnv(): ScriptEnv {
  const env = parseEnv(schema, process.env)
  return {
    databaseUrl: env.DATABASE_URL,
    databaseDirectUrl: env.DATABASE_DIRECT_URL,
    databaseAdminUrl: env.DATABASE_ADMIN_URL,
    redisUrl: env.REDIS_URL,
    ports: {
      frontend: env.FRONTEND_PORT,
      cpm: env.CPM_PORT,
      worker: env.CPM_WORKER_PORT,
      im: env.IM_PORT,
      smm: env.SMM_PORT,
      sandbox: env.SANDBOX_PORT,
      postgres: env.PGPORT,
    },
    dataDir: join(resolve(projectDir, env.HG_DATA_DIR)),
    logLevel: env.LOG_LEVEL,
    providers: providerVariables(),
    keys: take(['AUDIT_KEY', 'ENCRYPTION_KEYS']),
    mail: take(['SMTP_URL', 'MAIL_FROM', 'MAIL_DIR']),
    tuning: take(passedToServices),
    inherited: take(passedOn),
  }
}

function take(names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

function providerVariables(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const provider of llmProvider.options) {
    const name = provider.toUpperCase()
    Object.assign(found, take([`${name}_API_KEY`, `${name}_BASE_URL`]))
  }
  return found
}
