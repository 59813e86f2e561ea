import { uuid } from '@hg/contracts'
import { type CryptoKey, importJWK, type JWK, jwtVerify, SignJWT, generateKeyPair, exportJWK } from 'jose'
import { type Actor, formatActor, parseActor } from './actor.ts'
import { parseAddress } from './address.ts'

/** Services that sign tokens, and services that accept them. */
export type TokenIssuer = 'frontend' | 'cpm'
export type TokenAudience = 'cpm' | 'im' | 'smm'

const algorithm = 'EdDSA'
const lifetimeSeconds = 60
const imported = new Map<string, Promise<CryptoKey | Uint8Array>>()

function importKey(jwkJson: string): Promise<CryptoKey | Uint8Array> {
  let key = imported.get(jwkJson)
  if (!key) {
    key = importJWK(JSON.parse(jwkJson) as JWK, algorithm)
    imported.set(jwkJson, key)
  }
  return key
}

export interface VerifiedToken {
  actor: Actor
  issuer: string
  /** The address of the browser or caller that the issuer acts for; null when it named none. */
  address: string | null
  /** The session in which a person acts; null when none was named. */
  sessionId: string | null
}

/** A new Ed25519 key pair as JWK texts: the private one for those who sign, the public one for those who verify. */
export async function generateServiceKeys(): Promise<{ privateKey: string; publicKey: string }> {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true })
  return {
    privateKey: JSON.stringify(await exportJWK(pair.privateKey)),
    publicKey: JSON.stringify(await exportJWK(pair.publicKey)),
  }
}

/**
 * Signs the token that carries an actor from one service to another: EdDSA, 60 s, one audience. It says who acts and
 * nothing of what they may do; roles are read from the database.
 *
 * @param privateKey Ed25519 private key as JWK text
 * @param claims.address the address that the call comes from in the end (claim `adr`)
 * @param claims.sessionId the session in which a person acts (claim `sid`)
 */
export async function signServiceToken(
  privateKey: string,
  claims: {
    issuer: TokenIssuer
    audience: TokenAudience
    actor: Actor | string
    address?: string | null
    sessionId?: string | null
  },
): Promise<string> {
  const subject = typeof claims.actor === 'string' ? claims.actor : formatActor(claims.actor)
  const { address, sessionId } = claims
  return new SignJWT({ ...(address ? { adr: address } : {}), ...(sessionId ? { sid: sessionId } : {}) })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuer(claims.issuer)
    .setAudience(claims.audience)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(await importKey(privateKey))
}

/**
 * Verifies a service token for this audience, with the algorithm pinned.
 *
 * @param publicKey Ed25519 public key as JWK text
 * @returns who acts and from where, or null for a token that is wrong in any way
 */
export async function verifyServiceToken(
  publicKey: string,
  token: string,
  audience: TokenAudience,
): Promise<VerifiedToken | null> {
  try {
    const { payload } = await jwtVerify(token, await importKey(publicKey), {
      algorithms: [algorithm],
      audience,
      issuer: ['frontend', 'cpm'],
      requiredClaims: ['exp', 'iat', 'sub'],
      maxTokenAge: `${lifetimeSeconds}s`,
      clockTolerance: '5s',
    })
    const actor = parseActor(payload.sub ?? '')
    const { adr, sid } = payload
    const address = typeof adr === 'string' ? parseAddress(adr) : null
    const sessionId = uuid.safeParse(sid).data ?? null
    if (!actor || (adr !== undefined && !address) || (sid !== undefined && !sessionId)) return null
    return { actor, issuer: payload.iss ?? '', address, sessionId }
  } catch {
    return null
  }
}
