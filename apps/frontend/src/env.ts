import { encryptionKeys, parseEnv, postgresUrl, serviceUrl } from '@hg/runtime'
import { z } from 'zod'

const secret = z.string().min(16, 'must have at least 16 characters')

const schema = z
  .object({
    DATABASE_URL: postgresUrl,
    /** Shares the throttle of signing in among processes. */
    REDIS_URL: z.url({ error: 'must be a redis:// address', protocol: /^rediss?$/ }).optional(),
    CPM_SERVICE_URL: serviceUrl,
    IM_SERVICE_URL: serviceUrl,
    SMM_SERVICE_URL: serviceUrl,
    NEXTAUTH_URL: z.url({ error: 'must be the http(s) address that browsers use', protocol: /^https?$/ }),
    NEXTAUTH_SECRET: secret.optional(),
    AUTH_SECRET: secret.optional(),
    SERVICE_TOKEN_PRIVATE_KEY: z.string({ error: 'must be an Ed25519 private key as JWK text' }).startsWith('{'),
    ENCRYPTION_KEYS: encryptionKeys,
    /** Proxies in front whose X-Forwarded-For is believed. */
    TRUSTED_HOPS: z.coerce.number({ error: 'must be a number of proxies' }).int().min(0).max(10).default(0),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  })
  .refine((env) => env.NEXTAUTH_SECRET ?? env.AUTH_SECRET, {
    path: ['NEXTAUTH_SECRET'],
    error: 'must be set (AUTH_SECRET serves too)',
  })
  .transform(({ NEXTAUTH_SECRET, AUTH_SECRET, ...env }) => ({
    ...env,
    sessionSecret: NEXTAUTH_SECRET ?? AUTH_SECRET ?? '',
  }))

export type Env = z.infer<typeof schema>

let parsed: Env | undefined

/**
 * The environment of the web app, parsed on first use: `next build` runs without it.
 *
 * @throws {EnvironmentError} naming each missing or wrong variable
 */
export function env(): Env {
  parsed ??= parseEnv(schema, process.env)
  return parsed
}
