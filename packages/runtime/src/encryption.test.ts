import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decrypt, encrypt, encryptionKeys, type Keyring, keyIdOf, needsRotation, SealedError } from './encryption.ts'
import { parseEnv } from './env.ts'

const key = () => randomBytes(32).toString('base64')
const [oldKey, newKey] = [key(), key()]
const ring: Keyring = encryptionKeys.parse(`k1:${oldKey}`)
const boundTo = 'provider_keys.secret:0190a6d8-0000-7000-8000-000000000001'
const secret = 'sk-live-Grüße-🔑'

function reasonOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (error) {
    expect(error).toBeInstanceOf(SealedError)
    expect(error).toMatchObject({ code: 'internal', status: 500 })
    expect(String(error)).not.toContain(secret)
    return (error as SealedError).reason
  }
  return 'opened'
}

describe('a sealed secret', () => {
  it.each([secret, '', 'x'.repeat(100_000)])('opens where it belongs (case %#)', (text) => {
    expect(decrypt(ring, encrypt(ring, text, boundTo), boundTo)).toBe(text)
  })

  it('names its key, shows nothing of itself, and never looks the same twice', () => {
    const [one, two] = [encrypt(ring, secret, boundTo), encrypt(ring, secret, boundTo)]
    expect(one).toMatch(/^k1\.[\w-]{16}\.[\w-]+$/)
    expect(one).not.toBe(two)
    expect(keyIdOf(one)).toBe('k1')
  })

  it('opens in no other row or column', () => {
    const sealed = encrypt(ring, secret, boundTo)
    for (const place of ['', boundTo.slice(0, -1), `${boundTo} `, boundTo.replace('provider_keys', 'users')])
      expect(reasonOf(() => decrypt(ring, sealed, place))).toBe('not_genuine')
  })

  it('with any bit flipped does not open', () => {
    const sealed = encrypt(ring, secret, boundTo)
    const [id = '', iv = '', body = ''] = sealed.split('.')
    const flipped = (part: string) => {
      const bytes = Buffer.from(part, 'base64url')
      return Array.from({ length: bytes.length * 8 }, (_, bit) => {
        const copy = Buffer.from(bytes)
        copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        return copy.toString('base64url')
      })
    }
    const changed = [...flipped(iv).map((one) => [id, one, body]), ...flipped(body).map((one) => [id, iv, one])]
    expect(changed.length).toBeGreaterThan(300)
    for (const parts of changed) expect(reasonOf(() => decrypt(ring, parts.join('.'), boundTo))).toBe('not_genuine')
  })

  it('with any letter changed does not open, not even one that spells the same bytes', () => {
    const sealed = encrypt(ring, secret, boundTo)
    for (let at = 0; at < sealed.length; at++) {
      const text = sealed.slice(0, at) + (sealed[at] === 'B' ? 'C' : 'B') + sealed.slice(at + 1)
      expect(reasonOf(() => decrypt(ring, text, boundTo))).not.toBe('opened')
    }
  })

  it.each(['', 'plain', 'k1..', 'k1.AAAA.AAAA', 'K1.a.b', `k1.${'A'.repeat(16)}.${'A'.repeat(20)}`])(
    'is not what %j is',
    (text) => {
      expect(reasonOf(() => decrypt(ring, text, boundTo))).toBe('malformed')
      expect(reasonOf(() => keyIdOf(text))).toBe('malformed')
    },
  )

  it('of a key that is not in the ring is told apart', () => {
    const sealed = encrypt(encryptionKeys.parse(`k9:${key()}`), secret, boundTo)
    expect(reasonOf(() => decrypt(ring, sealed, boundTo))).toBe('unknown_key')
  })

  it('of another key under the same id does not open', () => {
    const sealed = encrypt(encryptionKeys.parse(`k1:${key()}`), secret, boundTo)
    expect(reasonOf(() => decrypt(ring, sealed, boundTo))).toBe('not_genuine')
  })
})

describe('a rotation', () => {
  it('opens what the old key sealed, seals with the new one, and tells which is which', () => {
    const sealed = encrypt(ring, secret, boundTo)
    const rotated = encryptionKeys.parse(`k2:${newKey},k1:${oldKey}`)
    expect(needsRotation(rotated, sealed)).toBe(true)
    const again = encrypt(rotated, decrypt(rotated, sealed, boundTo), boundTo)
    expect(keyIdOf(again)).toBe('k2')
    expect(needsRotation(rotated, again)).toBe(false)
    expect(decrypt(encryptionKeys.parse(`k2:${newKey}`), again, boundTo)).toBe(secret)
  })
})

describe('ENCRYPTION_KEYS', () => {
  const schema = z.object({ ENCRYPTION_KEYS: encryptionKeys })
  const read = (text?: string) => parseEnv(schema, { ENCRYPTION_KEYS: text })

  it.each<[string, string | undefined, RegExp]>([
    ['nothing', undefined, /must be set to <id>:/],
    ['a key without an id', oldKey, /key 1 must be <id>:/],
    ['a short key', `k1:${randomBytes(16).toString('base64')}`, /key 1 must be/],
    ['a long key', `k1:${randomBytes(33).toString('base64')}`, /key 1 must be/],
    ['an id with other letters', `K_1:${oldKey}`, /key 1 must be/],
    ['a long id', `${'k'.repeat(21)}:${oldKey}`, /key 1 must be/],
    ['two keys of one id', `k1:${oldKey},k1:${newKey}`, /key 2 has the id of an earlier one/],
    ['a comma at the end', `k1:${oldKey},`, /key 2 must be/],
  ])('that is %s is refused without its value', (_what, text, message) => {
    expect(() => read(text)).toThrow(message)
    expect(() => read(text)).not.toThrow(oldKey)
    expect(() => read(text)).not.toThrow(newKey)
  })

  it('shows no key when it is printed or logged', () => {
    const { ENCRYPTION_KEYS } = read(`k1:${oldKey}, k2:${newKey}`)
    expect([...ENCRYPTION_KEYS.keys.keys()]).toEqual(['k1', 'k2'])
    const shown = inspect(ENCRYPTION_KEYS, { depth: 9, showHidden: true }) + JSON.stringify(ENCRYPTION_KEYS)
    for (const one of [oldKey, newKey]) {
      expect(shown).not.toContain(one)
      expect(shown).not.toContain(Buffer.from(one, 'base64').toString('hex').slice(0, 8))
    }
  })
})
