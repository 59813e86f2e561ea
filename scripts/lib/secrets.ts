import { generateServiceKeys } from '@hg/runtime'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What the processes of one installation share. */
export interface Secrets {
  servicePrivateKey: string
  servicePublicKey: string
  sessionSecret: string
  /** The services' database password, where the scripts may set it. */
  appPassword: string
  /** Seals the audit's chains: 32 bytes as base64. */
  auditKey: string
  /** Seal secrets at rest: `<id>:<32 bytes as base64>`. */
  encryptionKeys: string
}

/**
 * The secrets of this installation: made on the first start, kept in a file that only its owner reads. An older file gets
 * what it lacks.
 */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json')
  const kept = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets>) : {}
  const keys = await generateServiceKeys()
  const fresh: Secrets = {
    servicePrivateKey: keys.privateKey,
    servicePublicKey: keys.publicKey,
    sessionSecret: randomBytes(32).toString('base64url'),
    appPassword: randomBytes(24).toString('base64url'),
    auditKey: randomBytes(32).toString('base64'),
    encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
  }
  const secrets = { ...fresh, ...kept }
  if (Object.keys(fresh).every((name) => name in kept)) return secrets
  await mkdir(dataDir, { recursive: true })
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
