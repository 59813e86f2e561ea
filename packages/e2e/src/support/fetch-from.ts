import { request } from 'node:http'

/** As much of `fetch` as callers here use. */
export type Fetch = (url: URL | string, init?: RequestInit) => Promise<Response>

/**
 * A `fetch` whose requests come from this loopback address (any of 127.0.0.0/8), and say of themselves that they are this
 * program: so that a test can tell later where they were written down. The server must listen on IPv4.
 */
export function fetchFrom(localAddress: string, userAgent: string): Fetch {
  return (url, { method = 'GET', headers, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = body instanceof URLSearchParams ? body.toString() : (body as string | undefined)
      const type = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
      const all = { 'user-agent': userAgent, ...type, ...Object.fromEntries(new Headers(headers)) }
      const address = new URL(url)
      const call = request(
        {
          host: '127.0.0.1',
          port: address.port,
          path: address.pathname + address.search,
          method,
          headers: { ...all, host: address.host },
          localAddress,
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            const kept = new Headers()
            for (let at = 0; at < answer.rawHeaders.length; at += 2)
              kept.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '')
            const status = answer.statusCode ?? 0
            resolve(
              new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers: kept }),
            )
          })
        },
      )
      call.on('error', reject).end(sent)
    })
}
