import { type Proxy, startProxy } from '@hg/testkit'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a spec can break. */
export type Part = 'database' | 'redis'

/** How: `refuse` takes it down, `cut` resets its connections once, `resume` brings it back. */
export type Breakage = 'refuse' | 'cut' | 'resume'

/** Puts a proxy before a server. The address returned is the same but for its port. */
export async function putProxyBefore(url: string): Promise<{ url: string; proxy: Proxy }> {
  const address = new URL(url)
  const proxy = await startProxy(address.hostname, Number(address.port))
  address.port = String(proxy.port)
  return { url: address.href, proxy }
}

/**
 * Serves `POST /<part>/<breakage>`: the proxies live in the process of global set-up, the specs run in another.
 */
export async function startBreaker(parts: Record<Part, Proxy[]>): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const [, part, breakage] = (request.url ?? '').split('/') as [string, Part, Breakage]
    Promise.all((parts[part] ?? []).map(async (proxy) => proxy[breakage]())).then(
      () => response.writeHead(204).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await Promise.all(
        Object.values(parts)
          .flat()
          .map((proxy) => proxy.close()),
      )
    },
  }
}
