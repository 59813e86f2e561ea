import type { ApiKeyScope } from '@hg/contracts'
import { type Actor, AppError, type TokenAudience, verifyServiceToken } from '@hg/runtime'
import type { IncomingHttpHeaders } from 'node:http'
import type { ApiKeyVerifier } from './api-key-verifier.ts'

/** Who proved to be calling. `scopes` limits an API key; null for a service token, whose actor's roles decide alone. */
export interface Credentials {
  actor: Actor
  scopes: ApiKeyScope[] | null
  /** The address that a service token names: that of the browser behind the web app, say. */
  address: string | null
  /** The session that a service token names. */
  sessionId?: string
}

export interface Authenticator {
  /** Whether API keys are taken at all. */
  takesApiKeys: boolean
  /** Reads the credentials of a request. Throws `unauthenticated` (401) for none or wrong ones. */
  authenticate(headers: IncomingHttpHeaders): Promise<Credentials>
}

function refuse(detail: string, challenge: string): AppError {
  return new AppError('unauthenticated', detail, { headers: { 'www-authenticate': challenge } })
}

/**
 * Makes the authenticator of one service: signed service tokens for its audience and, where it takes them, API keys.
 * A bare `x-user-id` header proves nothing and is refused.
 *
 * @param options.serviceTokens.publicKey Ed25519 public key as JWK text
 */
export function createAuthenticator(options: {
  serviceTokens: { publicKey: string; audience: TokenAudience }
  apiKeys?: ApiKeyVerifier
}): Authenticator {
  const { publicKey, audience } = options.serviceTokens
  async function verify(bearer: string): Promise<Credentials> {
    if (bearer.startsWith('hg_')) {
      const key = await options.apiKeys?.verify(bearer)
      if (key) return { actor: { kind: 'key', id: key.id }, scopes: key.scopes, address: null }
      throw refuse('The API key is wrong, revoked or expired.', 'Bearer error="invalid_token"')
    }
    const verified = await verifyServiceToken(publicKey, bearer, audience)
    if (verified) {
      const { actor, address, sessionId } = verified
      return { actor, scopes: null, address, ...(sessionId ? { sessionId } : {}) }
    }
    throw refuse('The token is wrong, expired or for another service.', 'Bearer error="invalid_token"')
  }

  return {
    takesApiKeys: options.apiKeys !== undefined,
    async authenticate(headers) {
      const bearer = /^Bearer +([^ ]+) *$/i.exec(headers.authorization ?? '')?.[1]
      if (bearer !== undefined) return verify(bearer)
      if (headers['x-user-id'] !== undefined)
        throw refuse('x-user-id proves nothing here: send a signed token in Authorization.', 'Bearer')
      throw refuse('Send credentials as Authorization: Bearer.', 'Bearer')
    },
  }
}
