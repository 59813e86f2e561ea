import type { Database } from '@hg/db'
import type { Logger } from '@hg/runtime'
import { sealAudit } from './seal.ts'

export interface Sealer {
  /** Ends after the rows that are being sealed. */
  close(): Promise<void>
}

/**
 * Seals the audit in the background, so that no change waits for its client's chain. A failure is logged and tried
 * again: unsealed rows wait in the database.
 *
 * @param options.intervalMs pause between looks
 */
export function startSealer(options: { db: Database; key: Buffer; logger: Logger; intervalMs?: number }): Sealer {
  const { db, key, logger, intervalMs = 2000 } = options
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()

  function look(): void {
    running = sealAudit(db, key, stop.signal)
      .then((sealed) => {
        if (sealed > 0) logger.debug({ sealed }, 'audit rows sealed')
      })
      .catch((err: unknown) => {
        logger.warn({ err }, 'the audit could not be sealed: tried again')
      })
      .then(() => {
        if (!stop.signal.aborted) timer = setTimeout(look, intervalMs)
      })
  }
  look()
  return {
    async close() {
      stop.abort()
      clearTimeout(timer)
      await running
    },
  }
}
