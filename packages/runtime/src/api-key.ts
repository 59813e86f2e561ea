import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/**
 * An API key is `hg_live_<id>_<secret><crc>`: 12 characters that find it, 43 that prove it, and a CRC-32 in 6
 * characters that lets a scanner tell a real key from a look-alike without asking the database.
 */
const pattern = /^hg_live_([0-9A-Za-z]{12})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    // 248 is the largest multiple of 62 below 256: what is above would favour the first letters.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62] ?? ''
  }
  return text
}

function checksum(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let i = 0; i < 6; i++) {
    text = (alphabet[rest % 62] ?? '') + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** Makes a new key. `key` is shown once; `keyId` and `hash` (SHA-256, hex) are stored. */
export function createApiKey(): { key: string; keyId: string; hash: string } {
  const keyId = randomText(12)
  const body = `hg_live_${keyId}_${randomText(43)}`
  const key = body + checksum(body)
  return { key, keyId, hash: hashApiKey(key) }
}

/** SHA-256 of a key, in hex: keys carry 256 bits of entropy, so no slow hash is needed. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** The id within a well-formed key; null when the form or the checksum is wrong. */
export function readApiKeyId(key: string): string | null {
  const match = pattern.exec(key)
  if (!match) return null
  return checksum(key.slice(0, -6)) === match[3] ? (match[1] ?? null) : null
}
