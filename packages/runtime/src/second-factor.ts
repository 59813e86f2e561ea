import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, steps of 30 s. */
const stepSeconds = 30
/** A clock may be one step off in either direction. */
const tolerance = 1

function totpOf(secret: string, account = ''): TOTP {
  return new TOTP({
    issuer: 'HG Content',
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
    secret: Secret.fromBase32(secret),
  })
}

/** A new secret of 160 bits, in base32. */
export function createTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What a QR code tells an authenticator app. */
export function totpUri(secret: string, account: string): string {
  return totpOf(secret, account).toString()
}

/** The code of a moment. */
export function totpCode(secret: string, atMs: number): string {
  return totpOf(secret).generate({ timestamp: atMs })
}

/**
 * The time step that a code belongs to; null for a wrong one. A step must be taken once only, and none from before it:
 * the caller keeps the last one.
 *
 * @param secret in base32
 */
export function totpStep(secret: string, code: string, nowMs: number): number | null {
  const token = code.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = totpOf(secret).validate({ token, timestamp: nowMs, window: tolerance })
  return delta === null ? null : Math.floor(nowMs / 1000 / stepSeconds) + delta
}

/** Without 0, 1, I, L, O and U: codes are copied from paper. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten recovery codes of 16 signs (78 bits), such as `7KQ4-M2XD-9RTB-HW3P`, shown once; stored as hashes. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    let code = ''
    while (code.length < 16) {
      // 240 is the largest multiple of 30 below 256: what is above would favour the first signs.
      for (const byte of randomBytes(16)) if (byte < 240 && code.length < 16) code += alphabet[byte % 30] ?? ''
    }
    return code.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** SHA-256 of a recovery code, in hex, however it was typed. */
export function hashRecoveryCode(code: string): string {
  return createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest('hex')
}
