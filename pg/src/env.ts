import { encryptionKeys, type Keyring, parseEnv, postgresUrl } from '@hg/runtime'
import { z } from 'zod'
import { appRole } from './roles.ts'

const schema = z.object({
  /** A superuser's address of the database that `pg db` works on; the local one without it. */
  DATABASE_ADMIN_URL: postgresUrl.optional(),
  /** The services' address: names the password that their login gets. */
  DATABASE_URL: postgresUrl.optional(),
  PGPORT: z.coerce.number({ error: 'must be a port number' }).int().min(1).max(65535).default(5432),
})

export interface PgEnv {
  adminUrl?: string
  appPassword?: string
  port: number
}

/** What the `pg` command takes from the environment. Throws one line naming a malformed variable. */
export function readEnv(): PgEnv {
  const env = parseEnv(schema, process.env)
  const services = env.DATABASE_URL ? new URL(env.DATABASE_URL) : null
  const appPassword = services?.username === appRole ? decodeURIComponent(services.password) : ''
  return {
    ...(env.DATABASE_ADMIN_URL && { adminUrl: env.DATABASE_ADMIN_URL }),
    ...(appPassword && { appPassword }),
    port: env.PGPORT,
  }
}

const auditKey = z.object({
  AUDIT_KEY: z
    .string({ error: 'must be set to the key that the sealer has (32 bytes as base64)' })
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes as base64'),
})

/** The key of the audit's chains. Throws one line when it is missing or malformed. */
export function readAuditKey(): Buffer {
  return parseEnv(auditKey, process.env).AUDIT_KEY
}

const sealing = z.object({ ENCRYPTION_KEYS: encryptionKeys })

/** The keys of secrets at rest, the current one first. Throws one line when they are missing or malformed. */
export function readKeyring(): Keyring {
  return parseEnv(sealing, process.env).ENCRYPTION_KEYS
}
