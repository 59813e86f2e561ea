import cors from '@fastify/cors'
import { requestIdHeader } from '../request-id.ts'
import type { Service } from '../service-type.ts'

const originPattern = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/

/** True for one origin as browsers send it: scheme, host and port, nothing else. */
export function isOrigin(text: string): boolean {
  return originPattern.test(text) && URL.canParse(text) && new URL(text).origin === text
}

/** What a page of another origin may send besides the body. */
const allowedHeaders = ['authorization', 'content-type', 'idempotency-key', 'last-event-id', requestIdHeader]

/** What a page of another origin may read besides the body. */
const exposedHeaders = [
  requestIdHeader,
  'location',
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
]

/**
 * Lets pages of exactly these origins call, with a token and never with cookies. No list, no page.
 *
 * @param origins such as `https://tools.example`
 * @throws {Error} for anything that is not one origin: a wildcard, a path, `null`
 */
export async function allowOrigins(app: Service, origins: string[]): Promise<void> {
  const wrong = origins.filter((origin) => !isOrigin(origin))
  if (wrong.length > 0) throw new Error(`not an origin: ${wrong.join(', ')}`)
  if (origins.length === 0) return
  await app.register(cors, {
    origin: origins,
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders,
    exposedHeaders,
    maxAge: 600,
    strictPreflight: false,
  })
}
