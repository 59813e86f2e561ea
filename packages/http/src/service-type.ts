import type { ApiKeyScope, ErrorCode } from '@hg/contracts'
import type { Context } from '@hg/runtime'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A Fastify instance whose routes are typed by their zod schemas. */
export type Service = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls. Throws on a public route, where nobody is known. */
    readonly context: Context
  }
  interface FastifyContextConfig {
    /** True for the few routes that take no credentials. Every other route needs them. */
    public?: boolean
    /** True for the few routes that also take people who are not signed in: the actor is then the visitor. */
    visitor?: boolean
    /** What an API key needs to call this route. Without it no key may, whatever its scopes. */
    scope?: ApiKeyScope
    /** False for a route that is never limited, such as health. */
    limited?: boolean
    /** Errors of this route's own, for its documentation; the common ones are added by themselves. */
    errors?: ErrorCode[]
  }
}
