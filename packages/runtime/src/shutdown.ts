import closeWithGrace from 'close-with-grace'
import type { Logger } from './logger.ts'

/**
 * Closes a process in order on SIGTERM, SIGINT and uncaught errors; exits within the limit whatever hangs.
 *
 * @param close ends what the process started, latest first
 */
export function onShutdown(options: { logger: Logger; timeoutMs: number; close: () => Promise<void> }): void {
  closeWithGrace({ delay: options.timeoutMs, logger: false }, async ({ signal, err }) => {
    if (err) options.logger.fatal({ err }, 'stopping after an uncaught error')
    else options.logger.info({ signal }, 'stopping')
    await options.close()
  })
}
