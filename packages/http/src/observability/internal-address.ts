import { isInternalAddress } from '@hg/runtime'
import type { FastifyRequest } from 'fastify'

/** Headers that every proxy on the way in from outside adds. */
const proxied = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip']

/**
 * True when the request came straight from the own network: the socket's far end is loopback or private, and no proxy
 * says that it passed a stranger's request on.
 */
export function isInternalRequest(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress
  if (address === undefined || proxied.some((name) => request.headers[name] !== undefined)) return false
  return isInternalAddress(address)
}
