import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { callerAddress } from '@hg/runtime'

/**
 * Adds the socket's far end to the right of every request's X-Forwarded-For, as a proxy would. Route handlers see no
 * socket, and Next.js sets that header only where the browser has not: without this any address could be claimed.
 */
export function noteSocketAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket }
    const chain = [request.headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? 'unknown'].flat()
    request.headers['x-forwarded-for'] = chain.join(', ')
  })
}

/**
 * Where a browser's request comes from; null when that cannot be known.
 *
 * @param hops proxies in front whose word is believed (`TRUSTED_HOPS`)
 */
export function browserAddress(headers: Headers, hops: number): string | null {
  return callerAddress(headers.get('x-forwarded-for') ?? '', hops)
}
