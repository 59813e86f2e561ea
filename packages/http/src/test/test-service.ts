import { createLogger, generateServiceKeys, signServiceToken, type TokenAudience } from '@hg/runtime'
import { createAuthenticator } from '../auth/authenticator.ts'
import { createService, type ServiceOptions } from '../create-service.ts'
import type { Service } from '../service-type.ts'

export const silent = createLogger({ service: 'test', level: 'silent' })
export const keys = await generateServiceKeys()
export const user = 'user:0190a6d8-0000-7000-8000-000000000001'

/** The Authorization header of an actor, as the frontend would send it. */
export async function bearer(
  actor = user,
  audience: TokenAudience = 'smm',
  address?: string,
): Promise<{ authorization: string }> {
  const token = await signServiceToken(keys.privateKey, { issuer: 'frontend', audience, actor, address })
  return { authorization: `Bearer ${token}` }
}

/** A service that takes tokens for `smm`; any part can be replaced. */
export function buildService(options: Partial<ServiceOptions> = {}): Promise<Service> {
  return createService({
    name: 'test',
    logger: silent,
    api: { title: 'Test', version: '1.2.3' },
    authenticate: createAuthenticator({ serviceTokens: { publicKey: keys.publicKey, audience: 'smm' } }),
    health: {},
    ...options,
  })
}
