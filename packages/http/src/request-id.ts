import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export const requestIdHeader = 'x-request-id'
const acceptable = /^[A-Za-z0-9._-]{1,100}$/

/** The caller's `x-request-id` when it is one we would log, else a new UUID. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers[requestIdHeader]
  return typeof given === 'string' && acceptable.test(given) ? given : randomUUID()
}
