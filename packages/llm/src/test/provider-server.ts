import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with one request. `hang` leaves it open until the client goes. */
export type Act =
  | { kind: 'respond'; status: number; body: string; headers?: Record<string, string> }
  | { kind: 'stream'; events: string[]; then: 'end' | 'reset' | 'hang'; headers?: Record<string, string> }
  | { kind: 'reset' }
  | { kind: 'hang' }

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: unknown
  /** Resolves when the connection is gone. */
  closed: Promise<void>
}

export interface ProviderServer {
  url: string
  received: Received[]
  /** What to do with the requests to come, in order; the last act is repeated. */
  play: (...acts: Act[]) => void
  /** Resolves with the next request, as soon as it has been read. */
  nextRequest: () => Promise<Received>
  close: () => Promise<void>
}

/** A real HTTP server on a free local port that plays a script: what the four adapters are tested against. */
export async function startProviderServer(): Promise<ProviderServer> {
  const received: Received[] = []
  let acts: Act[] = []
  let waiting: ((request: Received) => void)[] = []

  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const { url: path = '', headers } = request
      const closed = new Promise<void>((resolve) => response.once('close', resolve))
      const one = { path, headers, body: JSON.parse(text || 'null') as unknown, closed }
      received.push(one)
      const act = acts.length > 1 ? acts.shift() : acts[0]
      perform(act ?? { kind: 'respond', status: 500, body: 'no script' }, request, response)
      for (const resolve of waiting) resolve(one)
      waiting = []
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    play: (...script) => {
      acts = script
      received.length = 0
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function perform(act: Act, request: IncomingMessage, response: ServerResponse): void {
  switch (act.kind) {
    case 'hang':
      return
    case 'reset':
      request.socket.resetAndDestroy()
      return
    case 'respond':
      response.writeHead(act.status, { 'content-type': 'application/json', ...act.headers }).end(act.body)
      return
    case 'stream':
      response.writeHead(200, { 'content-type': 'text/event-stream', ...act.headers })
      response.write(act.events.join(''), () => {
        if (act.then === 'end') response.end()
        if (act.then === 'reset') request.socket.destroy()
      })
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}
