import { createServer, type AddressInfo } from 'node:net'

/** Listens on a loopback port for an instant; 0 lets the system choose. Resolves to the port, rejects if it is taken. */
function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address() as AddressInfo
      server.close(() => resolve(address.port))
    })
  })
}

/** A loopback port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return tryPort(0)
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
