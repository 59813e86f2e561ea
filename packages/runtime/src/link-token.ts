import { createHash, randomBytes } from 'node:crypto'

/** Makes the secret part of a link: 256 random bits in base64url for the receiver, their SHA-256 in hex for the database. */
export function createLinkToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashLinkToken(token) }
}

/** SHA-256 of a link's secret part, in hex: 256 random bits need no slow hash. */
export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
