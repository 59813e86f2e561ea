import { z } from 'zod'
import { rememberSecrets } from './hide-secrets.ts'

/**
 * Parses environment variables once, at start-up. Empty strings count as absent. Secrets among them never reach this
 * process's log from then on.
 *
 * @throws {EnvironmentError} naming each missing or wrong variable and what it must be; values are never printed.
 */
export function parseEnv<T extends z.ZodType>(schema: T, source: Record<string, string | undefined>): z.infer<T> {
  rememberSecrets(source)
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new EnvironmentError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
}

export class EnvironmentError extends Error {
  constructor(problems: string[]) {
    super(`The environment is not complete:\n  ${problems.join('\n  ')}`)
    this.name = 'EnvironmentError'
  }
}

/** Variables that every service has. */
export const commonEnv = z.object({
  ENVIRONMENT: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  HOST: z.string().default('0.0.0.0'),
})

/** A PostgreSQL address. */
export const postgresUrl = z
  .string({ error: 'must be set to a postgresql:// address' })
  .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address')

/** An http(s) address without a trailing slash. */
export const serviceUrl = z
  .url({ error: 'must be an http(s) address', protocol: /^https?$/ })
  .transform((url) => url.replace(/\/$/, ''))
