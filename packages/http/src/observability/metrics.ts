import { AppError } from '@hg/runtime'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { Service } from '../service-type.ts'
import { isInternalRequest } from './internal-address.ts'

/** The registry of one service, with the process's own metrics in it; more may be registered by the service. */
export function createMetrics(service: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  return registry
}

/**
 * Counts and times requests by route template, method and status, and serves `/metrics` to the own network only:
 * to everybody else the path does not exist.
 */
export function serveMetrics(app: Service, registry: Registry): void {
  const labelNames = ['method', 'route', 'status'] as const
  const total = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered',
    labelNames,
    registers: [registry],
  })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: String(reply.statusCode),
    }
    total.inc(labels)
    duration.observe(labels, reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', { config: { public: true, limited: false }, schema: { hide: true } }, async (request, reply) => {
    if (!isInternalRequest(request)) throw new AppError('not_found', 'Nothing is here.')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
