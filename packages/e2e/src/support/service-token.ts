import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Caller, createCaller } from './caller.ts'

export type Audience = 'cpm' | 'im' | 'smm'

/**
 * Someone in whose name one of our own services calls another: with a token of 60 s, signed by the installation's key.
 *
 * @param actor `user:<uuid>`, `key:<uuid>` or `client:<uuid>`
 */
export async function serviceCaller(dataDir: string, url: string, audience: Audience, actor: string): Promise<Caller> {
  const secrets = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')) as { servicePrivateKey: string }
  const key = JSON.parse(secrets.servicePrivateKey) as JsonWebKey
  return createCaller(url, () => ({ authorization: `Bearer ${signToken(key, audience, actor)}` }))
}

function signToken(jwk: JsonWebKey, audience: Audience, actor: string): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: audience === 'cpm' ? 'frontend' : 'cpm', aud: audience, sub: actor, iat: now, exp: now + 60 }
  const content = [{ alg: 'EdDSA', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = sign(null, Buffer.from(content), createPrivateKey({ key: jwk, format: 'jwk' }))
  return `${content}.${signature.toString('base64url')}`
}
