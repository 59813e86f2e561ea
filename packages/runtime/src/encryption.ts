import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AppError } from './app-error.ts'

/** The keys of secrets at rest, by their ids: the current one seals, all of them open. */
export interface Keyring {
  currentId: string
  keys: ReadonlyMap<string, KeyObject>
}

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16
const keyId = /^[a-z0-9-]{1,20}$/
const key256 = /^[A-Za-z0-9+/]{43}=$/

/** A key of 32 bytes as base64, such as AUDIT_KEY. */
export const secretKey = z
  .string({ error: 'must be set to 32 bytes as base64' })
  .regex(key256, 'must be 32 bytes as base64')
  .transform((text) => Buffer.from(text, 'base64'))

/**
 * ENCRYPTION_KEYS: `<id>:<32 bytes as base64>`, separated by commas. The first seals; older ones stay until nothing is
 * sealed with them.
 */
export const encryptionKeys = z
  .string({ error: 'must be set to <id>:<32 bytes as base64>, several separated by commas' })
  .transform((text, context): Keyring => {
    const keys = new Map<string, KeyObject>()
    for (const [index, entry] of text.split(',').entries()) {
      const [id = '', key = '', ...more] = entry.trim().split(':')
      const complain = (message: string) => context.addIssue(`key ${index + 1} ${message}`)
      if (more.length > 0 || !keyId.test(id) || !key256.test(key))
        complain('must be <id>:<32 bytes as base64>, the id of a-z, 0-9 and -, 20 at most')
      else if (keys.has(id)) complain('has the id of an earlier one')
      else keys.set(id, createSecretKey(Buffer.from(key, 'base64')))
    }
    return { currentId: keys.keys().next().value ?? '', keys }
  })

/** A sealed text that cannot be opened. To callers it is `internal`; none of its words are secret. */
export class SealedError extends AppError {
  readonly reason: 'unknown_key' | 'not_genuine' | 'malformed'

  constructor(reason: SealedError['reason'], message: string) {
    super('internal', message)
    this.name = 'SealedError'
    this.reason = reason
  }
}

/**
 * Seals a secret with the current key: AES-256-GCM, a fresh nonce each time.
 *
 * @param boundTo where the text belongs, `<table>.<column>:<id of the row's owner>`: it opens nowhere else
 * @returns `<key id>.<nonce>.<ciphertext and tag>`, the last two in base64url
 */
export function encrypt(keyring: Keyring, plaintext: string, boundTo: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, keyOf(keyring, keyring.currentId), iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(boundTo))
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [keyring.currentId, iv.toString('base64url'), sealed.toString('base64url')].join('.')
}

/**
 * Opens what `encrypt` sealed for the same place.
 *
 * @throws {SealedError} `unknown_key` when its key is not in the ring; `not_genuine` when it was changed or belongs
 * elsewhere; `malformed` for a text that was never sealed
 */
export function decrypt(keyring: Keyring, sealed: string, boundTo: string): string {
  const { id, iv, body } = parse(sealed)
  const decipher = createDecipheriv(algorithm, keyOf(keyring, id), iv, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(boundTo))
  decipher.setAuthTag(body.subarray(-tagBytes))
  try {
    return decipher.update(body.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    throw new SealedError('not_genuine', 'A sealed secret was changed, or belongs to another row.')
  }
}

/** The id of the key that sealed a text. Throws `malformed` for a text that was never sealed. */
export function keyIdOf(sealed: string): string {
  return parse(sealed).id
}

/** True for what an older key sealed. */
export function needsRotation(keyring: Keyring, sealed: string): boolean {
  return keyIdOf(sealed) !== keyring.currentId
}

function keyOf(keyring: Keyring, id: string): KeyObject {
  const key = keyring.keys.get(id)
  if (!key) throw new SealedError('unknown_key', `A secret is sealed with the key ${id}, which ENCRYPTION_KEYS lacks.`)
  return key
}

function parse(sealed: string): { id: string; iv: Buffer; body: Buffer } {
  const [id = '', iv = '', body = '', ...more] = sealed.split('.')
  const parts = { id, iv: fromBase64url(iv), body: fromBase64url(body) }
  const isWhole = keyId.test(id) && parts.iv?.length === ivBytes && (parts.body?.length ?? 0) >= tagBytes
  if (!isWhole || more.length > 0) throw new SealedError('malformed', 'A text is not a sealed secret.')
  return parts as { id: string; iv: Buffer; body: Buffer }
}

/** The bytes; null for a text that is not the one way to write them, which Node would read all the same. */
function fromBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
