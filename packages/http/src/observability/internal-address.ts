import type { FastifyRequest } from 'fastify'
import { BlockList, isIPv6 } from 'node:net'

const internal = new BlockList()
internal.addSubnet('127.0.0.0', 8)
internal.addSubnet('10.0.0.0', 8)
internal.addSubnet('172.16.0.0', 12)
internal.addSubnet('192.168.0.0', 16)
internal.addAddress('::1', 'ipv6')
internal.addSubnet('fc00::', 7, 'ipv6')

/** True for loopback and private addresses. */
export function isInternalAddress(address: string): boolean {
  return internal.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

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

/**
 * Which hops of X-Forwarded-For to believe: as many as there are proxies in front, and only when the nearest one is in
 * the own network; otherwise whoever reaches the port directly could name any address.
 */
export function trustHops(hops: number): false | ((address: string, hop: number) => boolean) {
  return hops > 0 && ((address, hop) => hop < hops && (hop > 0 || isInternalAddress(address)))
}
