import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from '@hg/pg'

export interface Proxy {
  /** The loopback port it listens on; the same one for its whole life. */
  port: number
  /** Resets every open connection. New ones are accepted. */
  cut(): void
  /** Holds every byte back, both ways; connections stay open, new ones are accepted and hang. */
  pause(): void
  /** Refuses new connections and resets the open ones, as a server that is down. */
  refuse(): Promise<void>
  /** Back to normal: listens, and delivers what was held back. */
  resume(): Promise<void>
  close(): Promise<void>
}

/** A TCP proxy in front of a server, to break its connections in the ways that networks do. */
export async function startProxy(targetHost: string, targetPort: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  let paused = false

  const track = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.on('data', (chunk) => {
      if (!other.write(chunk)) socket.pause()
    })
    socket.on('drain', () => {
      if (!paused) other.resume()
    })
    socket.on('end', () => other.end())
    socket.on('error', () => other.resetAndDestroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroySoon()
    })
    if (paused) socket.pause()
  }

  // What comes in goes out at once, as without a proxy: small writes that wait for an acknowledgement cost 40 ms each.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (incoming) => {
    const outgoing = connect({ host: targetHost, port: targetPort, allowHalfOpen: true, noDelay: true })
    track(incoming, outgoing)
    track(outgoing, incoming)
  })
  // It must find its port free again after refusing, so it takes none that the system gives away meanwhile.
  const port = await freePort()
  await listen(server, port)

  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy())
  const refuse = async () => {
    const closed = server.listening && new Promise((resolve) => server.close(resolve))
    cut()
    await closed
  }
  return {
    port,
    cut,
    pause() {
      paused = true
      sockets.forEach((socket) => socket.pause())
    },
    refuse,
    async resume() {
      paused = false
      sockets.forEach((socket) => socket.resume())
      if (!server.listening) await listen(server, port)
    },
    close: refuse,
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
