import type { Role } from '@hg/contracts'
import type { Stage, StagedClient } from '@hg/rls'
import { createApiKey, formatActor, generateServiceKeys, signServiceToken, visitor } from '@hg/runtime'
import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import type { ServiceName } from './read-routes.ts'
import type { ServiceKeys } from './services.ts'

/** Somebody who calls, with what the model knows of them: a role at a place, or none. */
export interface RouteActor {
  what: string
  kind: 'user' | 'key' | 'client' | 'api key' | 'visitor' | 'nobody'
  at?: string
  role?: Role
  /** Headers for a call of this service. */
  headers(service: ServiceName): Promise<Record<string, string>>
}

const roleOfActor = {
  owner: 'owner',
  admin: 'admin',
  member: 'member',
  viewer: 'viewer',
  key_read: 'viewer',
  key_write: 'member',
  client: 'member',
} as const

let calls = 0
/** Each call from another address: nothing is refused for its number. */
const address = () => `10.${(++calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`

/** Every role at every place, as a service token; API keys; and those who are nobody. */
export async function createActors(
  admin: Client,
  keys: ServiceKeys,
  stage: Stage,
  places: StagedClient[],
): Promise<RouteActor[]> {
  const stranger = await generateServiceKeys()
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const sign = async (actor: string, audience: ServiceName, privateKey = keys.privateKey) =>
    bearer(await signServiceToken(privateKey, { issuer: 'frontend', audience, actor, address: address() }))
  const byToken = (
    what: string,
    kind: RouteActor['kind'],
    actor: string,
    rest: Partial<RouteActor> = {},
  ): RouteActor => ({
    what,
    kind,
    ...rest,
    headers: (service) => sign(actor, service),
  })

  const actors: RouteActor[] = []
  for (const place of places) {
    for (const [name, role] of Object.entries(roleOfActor)) {
      const actor = stage.actor(place, name as keyof typeof roleOfActor)
      const kind = actor.split(':')[0] as 'user' | 'key' | 'client'
      actors.push(byToken(`${name} of ${place.slug}`, kind, actor, { at: place.id, role }))
    }
  }
  const addKey = async (place: StagedClient | undefined, scopes: string[], state = '') => {
    const { key, keyId, hash } = createApiKey()
    const ended = { revoked: 'now(), null', expired: `null, now() - interval '1 minute'` }[state] ?? 'null, null'
    await admin.query(
      `insert into api_keys (client_id, name, key_id, hash, scopes, revoked_at, expires_at) values ($1, 'Route', $2, $3, $4, ${ended})`,
      [place?.id, keyId, hash, scopes],
    )
    return { headers: () => Promise.resolve(bearer(key)) }
  }
  for (const place of places) {
    const [read, write] = [['content:read'], ['content:read', 'content:write']]
    actors.push({
      what: `API key of ${place.slug} that reads`,
      kind: 'api key',
      at: place.id,
      role: 'viewer',
      ...(await addKey(place, read)),
    })
    actors.push({
      what: `API key of ${place.slug} that writes`,
      kind: 'api key',
      at: place.id,
      role: 'member',
      ...(await addKey(place, write)),
    })
  }

  const [root] = places
  const both = ['content:read', 'content:write']
  const owner = root ? stage.actor(root, 'owner') : ''
  const none = (what: string, headers: RouteActor['headers']): RouteActor => ({ what, kind: 'nobody', headers })
  actors.push(
    byToken('visitor', 'visitor', formatActor(visitor)),
    // Their credentials are right, and they have no role anywhere.
    byToken('unknown person', 'user', `user:${randomUUID()}`),
    byToken('unknown key', 'key', `key:${randomUUID()}`),
    byToken('unknown client', 'client', `client:${randomUUID()}`),
    ...stage.nobodies
      .filter(([what]) => /revoked|expired/.test(what))
      .map(([what, actor]) => byToken(`token for ${what}`, 'key', actor)),
    { what: 'revoked API key', kind: 'api key', ...(await addKey(root, both, 'revoked')) },
    { what: 'expired API key', kind: 'api key', ...(await addKey(root, both, 'expired')) },
    none('no credentials', () => Promise.resolve({})),
    none('x-user-id', () => Promise.resolve({ 'x-user-id': owner.slice(5) })),
    none('owner’s token of another signer', (service) => sign(owner, service, stranger.privateKey)),
    none('owner’s token for another service', (service) => sign(owner, service === 'smm' ? 'im' : 'smm')),
  )
  return actors
}
