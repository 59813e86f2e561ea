import { z } from 'zod'

export const partState = z.enum(['healthy', 'degraded', 'unhealthy', 'not_configured'])
export type PartState = z.infer<typeof partState>

/** `GET /health` of each service. `unhealthy` comes with status 503. Provider states are cached; no provider is called. */
export const health = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  timestamp: z.string(),
  services: z.object({
    database: partState,
    redis: partState,
    external_apis: z.record(z.string(), partState),
  }),
  version: z.string(),
})
export type Health = z.infer<typeof health>
