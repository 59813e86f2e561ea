import { health, type Health, type PartState } from '@hg/contracts'
import { z } from 'zod'
import type { Service } from '../service-type.ts'

/** What a service's health depends on. A check resolves when its part works, and rejects when it does not. */
export interface HealthChecks {
  database?: () => Promise<unknown>
  redis?: () => Promise<unknown>
  /** Remembered states of other parties' services; nothing is called for it. */
  externalApis?: () => Record<string, PartState>
  /** How long a check may take before its part counts as unhealthy. Default 2 s. */
  patienceMs?: number
}

const cacheMs = 1000

async function stateOf(check: (() => Promise<unknown>) | undefined, patienceMs = 2000): Promise<PartState> {
  if (!check) return 'not_configured'
  const late = Promise.withResolvers<PartState>()
  const timer = setTimeout(() => {
    late.resolve('unhealthy')
  }, patienceMs)
  try {
    return await Promise.race([check().then(() => 'healthy' as const), late.promise])
  } catch {
    return 'unhealthy'
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The state of the whole: without its database a service is unhealthy; without Redis, or with another party's service
 * away, it still works, with less.
 */
export function overallState(services: Health['services']): Health['status'] {
  if (services.database === 'unhealthy') return 'unhealthy'
  const rest = [services.database, services.redis, ...Object.values(services.external_apis)]
  return rest.some((state) => state === 'unhealthy' || state === 'degraded') ? 'degraded' : 'healthy'
}

/** Asks every part at once. */
export async function checkHealth(checks: HealthChecks, version: string): Promise<Health> {
  const [database, redis] = await Promise.all([
    stateOf(checks.database, checks.patienceMs),
    stateOf(checks.redis, checks.patienceMs),
  ])
  const services = { database, redis, external_apis: checks.externalApis?.() ?? {} }
  return { status: overallState(services), timestamp: new Date().toISOString(), services, version }
}

/** Serves `/health` (503 when unhealthy, one check a second at most) and `/health/live`. */
export function serveHealth(app: Service, checks: HealthChecks, version: string): void {
  let last: { at: number; answer: Promise<Health> } | undefined
  const config = { public: true, limited: false }
  app.get(
    '/health',
    {
      config,
      schema: {
        operationId: 'getHealth',
        tags: ['operations'],
        summary: 'State of the service and of what it depends on',
        response: { 200: health, 503: health },
      },
    },
    async (_request, reply) => {
      if (!last || performance.now() - last.at > cacheMs)
        last = { at: performance.now(), answer: checkHealth(checks, version) }
      const answer = await last.answer
      return reply
        .header('cache-control', 'no-store')
        .code(answer.status === 'unhealthy' ? 503 : 200)
        .send(answer)
    },
  )
  app.get(
    '/health/live',
    {
      config,
      schema: {
        operationId: 'getLiveness',
        tags: ['operations'],
        summary: 'Answers as long as the process can',
        response: { 200: z.object({ status: z.literal('alive') }) },
      },
    },
    async () => ({ status: 'alive' as const }),
  )
}
