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
}

/** The secrets of this installation: made on the first start, kept in a file that only its owner reads. */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json')
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Secrets
  const keys = await generateServiceKeys()
  const secrets: Secrets = {
    servicePrivateKey: keys.privateKey,
    servicePublicKey: keys.publicKey,
    sessionSecret: randomBytes(32).toString('base64url'),
    appPassword: randomBytes(24).toString('base64url'),
  }
  await mkdir(dataDir, { recursive: true })
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
