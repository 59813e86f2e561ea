import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Listens on a loopback port for an instant; rejects if it is taken. */
function tryPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.close(() => resolve())
    })
  })
}

// Below the ports that systems give away by themselves (32768 and up): no connection or server that lets the system
// choose takes one of these between the choice and its use, or while what listened there is down.
const [firstPort, lastPort] = [20_000, 32_767]

/** A loopback port that nothing listens on at this moment, and that the system gives to nobody who does not ask for it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(firstPort, lastPort + 1)
    if (await isPortFree(port)) return port
  }
}

/** Whether a server could listen on 127.0.0.1:`port` now. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await tryPort(port)
    return true
  } catch {
    return false
  }
}
