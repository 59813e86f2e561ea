import { type Logger, onShutdown } from '@hg/runtime'
import type { Service } from './service-type.ts'

const reasons: Record<string, string> = {
  EADDRINUSE: 'the port is taken by another program',
  EACCES: 'this user may not use the port',
  EADDRNOTAVAIL: 'this machine does not have the address',
}

/**
 * Listens, and closes in order on SIGTERM, SIGINT and uncaught errors: no new requests, event streams ended, running
 * requests finished, then `close`. When it cannot listen it says why in one line and exits with 1.
 *
 * @param options.close ends what the service stands on, such as its database
 * @param options.shutdownMs how long closing may take at most
 */
export async function listen(
  app: Service,
  options: { host: string; port: number; logger: Logger; close: () => Promise<void>; shutdownMs?: number },
): Promise<void> {
  const { host, port, logger } = options
  onShutdown({
    logger,
    timeoutMs: options.shutdownMs ?? 10_000,
    close: async () => {
      await app.close()
      await options.close()
    },
  })
  try {
    await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const reason = reasons[code]
    if (reason) logger.fatal({ host, port, code }, `cannot listen on ${host}:${port}: ${reason}`)
    else logger.fatal({ host, port, err: error }, 'cannot listen')
    await options.close().catch(() => undefined)
    process.exit(1)
  }
}
