import type { Socket } from 'node:net'
import type { Service } from './service-type.ts'

/**
 * Ends, when the service begins to close, the connections on which no request ever came. Clients open some ahead of need;
 * Node counts them as busy, and closing would wait for them.
 */
export function closeUnusedConnections(app: Service): void {
  const unused = new Set<Socket>()
  let isClosing = false
  app.server.on('connection', (socket: Socket) => {
    if (isClosing) {
      socket.destroy()
      return
    }
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => {
    unused.delete(socket)
  })
  app.addHook('preClose', (done) => {
    isClosing = true
    for (const socket of unused) socket.destroy()
    done()
  })
}
