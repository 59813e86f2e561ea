import type { Logger } from '@hg/runtime'

export interface Schedule {
  /** Ends after what is under way. */
  close(): Promise<void>
}

/**
 * Does something again and again, never twice at a time. A failure is logged and tried again.
 *
 * @param options.pauseMs from the end of one time to the beginning of the next
 * @param options.work gets a signal that aborts when the schedule closes
 */
export function every(options: {
  what: string
  pauseMs: number
  logger: Logger
  work: (signal: AbortSignal) => Promise<void>
}): Schedule {
  const { what, pauseMs, logger, work } = options
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()

  function run(): void {
    running = work(stop.signal)
      .catch((err: unknown) => {
        logger.warn({ err, what }, 'a scheduled task failed: tried again')
      })
      .then(() => {
        if (!stop.signal.aborted) timer = setTimeout(run, pauseMs)
      })
  }
  run()
  return {
    async close() {
      stop.abort()
      clearTimeout(timer)
      await running
    },
  }
}
