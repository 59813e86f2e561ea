import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a receiver was sent. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Receiver {
  origin: string
  received: Received[]
  /** What it answers from now on; `hang` never answers. */
  answer: number | 'hang'
  /** Seconds that it asks to be left alone for; 0 asks for nothing. */
  retryAfter: number
  close(): Promise<void>
}

/** A receiver of webhooks, for tests. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      receiver.received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      })
      if (receiver.answer === 'hang') return
      if (receiver.retryAfter > 0) response.setHeader('retry-after', receiver.retryAfter)
      response.writeHead(receiver.answer, { location: `${receiver.origin}/elsewhere` }).end('thanks')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answer: 200,
    retryAfter: 0,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}
