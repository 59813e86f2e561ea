import { type Logger, trustHops } from '@hg/runtime'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Registry } from 'prom-client'
import type { Authenticator } from './auth/authenticator.ts'
import { closeUnusedConnections } from './close-unused-connections.ts'
import { untilTried } from './connect-redis.ts'
import { guardRoutes } from './auth/guard.ts'
import { handleError, installErrorHandling } from './errors/error-handling.ts'
import { refuseMalformedHttp } from './errors/malformed-http.ts'
import { validatorCompiler } from './errors/validator.ts'
import { createLimits, type LimitOptions } from './limits.ts'
import { logAccess } from './observability/access-log.ts'
import { type HealthChecks, serveHealth } from './observability/health.ts'
import { createMetrics, serveMetrics } from './observability/metrics.ts'
import { serveDocs } from './openapi/docs.ts'
import { type ApiDescription, serveOpenApi } from './openapi/openapi.ts'
import { requestIdHeader, requestIdOf } from './request-id.ts'
import { serializerCompiler } from './serializer.ts'
import type { Service } from './service-type.ts'
import { limitBodyDepth } from './strict/body-depth.ts'
import { allowOrigins } from './strict/cross-origin.ts'
import { setSecurityHeaders } from './strict/security-headers.ts'
import { requireStrictRequests } from './strict/strict-requests.ts'
import { trackStreams } from './sse/open-streams.ts'

export interface ServiceOptions {
  /** Short name, as in logs and metrics: `cpm`, `im`, `smm`. */
  name: string
  logger: Logger
  api: ApiDescription
  authenticate: Authenticator
  health: HealthChecks
  limits?: LimitOptions
  /** Origins of pages that may call from a browser. None by default. */
  corsOrigins?: string[]
  /** Proxies in front whose X-Forwarded-For is believed. 0 by default: the socket's address is the caller's. */
  trustedHops?: number
  bodyLimitBytes?: number
  /** How deep objects and lists may be nested in a body. Default 32 levels. */
  bodyDepthLimit?: number
  metrics?: Registry
}

/**
 * A service with everything that ours have in common: request ids, problems as errors, closed routes, limits, metrics,
 * health, documentation and event streams. Add routes to what it returns.
 */
export async function createService(options: ServiceOptions): Promise<Service> {
  // Typed by Fastify's own logger interface: the pino type would spread into every plugin's types.
  const loggerInstance: FastifyBaseLogger = options.logger
  const { trustedHops = 0 } = options
  const app: Service = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: (request) => requestIdOf(request),
    requestIdHeader: false,
    trustProxy: trustedHops > 0 && trustHops(trustedHops),
    bodyLimit: options.bodyLimitBytes ?? 1024 * 1024,
    // How long a request may take to arrive; Fastify would wait for ever.
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: refuseMalformedHttp,
    frameworkErrors: (error, request, reply) => {
      void handleError(error, request, reply)
    },
    // While closing, what still arrives on open connections is served, and each connection then ends.
    return503OnClosing: false,
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  installErrorHandling(app)

  app.addHook('onRequest', async (request, reply) => {
    reply.header(requestIdHeader, request.id)
  })
  logAccess(app)
  await setSecurityHeaders(app)
  await allowOrigins(app, options.corsOrigins ?? [])
  requireStrictRequests(app)
  limitBodyDepth(app, options.bodyDepthLimit ?? 32)
  guardRoutes(app, options.authenticate, createLimits(options.name, options.limits ?? {}))
  trackStreams(app)
  closeUnusedConnections(app)

  // Or the first who ask would hear that it is away.
  if (options.limits?.redis) await untilTried(options.limits.redis)
  await serveOpenApi(app, options.api, options.authenticate.takesApiKeys)
  await serveDocs(app, options.api.title)
  serveMetrics(app, options.metrics ?? createMetrics(options.name))
  serveHealth(app, options.health, options.api.version)
  return app
}
