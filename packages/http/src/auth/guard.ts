import type { ApiKeyScope } from '@hg/contracts'
import { AppError, type Context, parseAddress } from '@hg/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Limits } from '../limits.ts'
import type { Service } from '../service-type.ts'
import type { Authenticator, Credentials } from './authenticator.ts'

const contexts = new WeakMap<FastifyRequest, Context>()

/** The context of a request that was authenticated; undefined on public routes. */
export function contextOf(request: FastifyRequest): Context | undefined {
  return contexts.get(request)
}

/** A Bearer credential that is not an API key: only our own services send one. */
function bringsServiceToken(request: FastifyRequest): boolean {
  const { authorization } = request.headers
  return authorization !== undefined && !/^Bearer +hg_/i.test(authorization)
}

/** Where a request came from; by the socket alone when a proxy names something that is no address. */
function addressOf(request: FastifyRequest): string | null {
  return parseAddress(request.ip) ?? parseAddress(request.socket.remoteAddress ?? '')
}

function checkScope(scopes: ApiKeyScope[] | null, needed: ApiKeyScope | undefined): void {
  if (!scopes || (needed && scopes.includes(needed))) return
  throw new AppError('forbidden', needed ? `The API key needs the scope ${needed}.` : 'API keys cannot be used here.')
}

/**
 * Closes every route of the service but those marked `config: {public: true}`: a route that says nothing needs
 * credentials, and an API key also the scope that the route names. Visitors, whom the web app's door lets through
 * without a session, get in only where the route says `visitor: true`.
 *
 * Requests are counted for their address before an API key is looked up, so that guessing is slow; not for our own
 * services, whose one address stands for many people, unless their token fails. People and keys are counted once
 * they are known, and visitors by the address that their token names; a worker, acting for a client, is bounded by its
 * concurrency.
 */
export function guardRoutes(app: Service, authenticator: Authenticator, limits: Limits): void {
  app.decorateRequest('context', {
    getter(this: FastifyRequest): Context {
      const context = contexts.get(this)
      if (!context) throw new Error('a public route has no caller')
      return context
    },
  })

  async function identify(request: FastifyRequest, reply: FastifyReply, isLimited: boolean): Promise<Credentials> {
    try {
      return await authenticator.authenticate(request.headers)
    } catch (error) {
      if (isLimited && bringsServiceToken(request)) await limits.takeForAddress(addressOf(request), reply)
      throw error
    }
  }

  app.addHook('onRequest', async (request, reply) => {
    const { config } = request.routeOptions
    const isOpen = request.is404 || config.public === true
    const isLimited = config.limited !== false
    if (isLimited && (isOpen || !bringsServiceToken(request))) await limits.takeForAddress(addressOf(request), reply)
    if (isOpen) return
    void reply.header('cache-control', 'no-store')
    const { actor, scopes, address: named, sessionId } = await identify(request, reply, isLimited)
    const address = named ?? addressOf(request)
    contexts.set(request, { actor, requestId: request.id, address, ...(sessionId ? { sessionId } : {}) })
    if (isLimited && actor.kind === 'visitor') await limits.takeForAddress(address, reply)
    else if (isLimited && actor.kind !== 'client') await limits.takeForActor(actor, reply)
    if (actor.kind === 'visitor' && config.visitor !== true)
      throw new AppError('unauthenticated', 'Sign in first.', { headers: { 'www-authenticate': 'Bearer' } })
    checkScope(scopes, config.scope)
  })
}
