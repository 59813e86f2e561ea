import type { Logger } from '@hg/runtime'

/** Work that goes on after its request was answered. */
export interface Background {
  /** Starts it; what goes wrong is logged as `what`. */
  run(what: string, work: () => Promise<void>): void
  /** Resolves when all of it has ended. */
  settled(): Promise<void>
}

export function createBackground(logger: Logger): Background {
  const running = new Set<Promise<void>>()
  return {
    run(what, work) {
      const task = work()
        .catch((err: unknown) => {
          logger.error({ err, what }, 'work in the background failed')
        })
        .finally(() => running.delete(task))
      running.add(task)
    },
    async settled() {
      await Promise.all(running)
    },
  }
}
