import { generateServiceKeys } from '@hg/runtime'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDir } from './lib/env.ts'

/** Prints `.env.example` with fresh secrets: `node scripts/make-env.ts > .env`. */
const keys = await generateServiceKeys()
const secrets: Record<string, string> = {
  POSTGRES_PASSWORD: randomBytes(24).toString('base64url'),
  APP_DATABASE_PASSWORD: randomBytes(24).toString('base64url'),
  NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
  AUDIT_KEY: randomBytes(32).toString('base64'),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  SERVICE_TOKEN_PRIVATE_KEY: `'${keys.privateKey}'`,
  SERVICE_TOKEN_PUBLIC_KEY: `'${keys.publicKey}'`,
}
const example = readFileSync(join(projectDir, '.env.example'), 'utf8')
process.stdout.write(
  example.replaceAll(/^(\w+)=$/gm, (line, name: string) => (secrets[name] ? `${name}=${secrets[name]}` : line)),
)
