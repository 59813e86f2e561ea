import type { Logger } from '@hg/runtime'

/**
 * Runs a task now and then every `intervalMs`, never twice at once. A task that fails is logged and tried again the next
 * time.
 *
 * @returns ends the repetition and waits for a run that is under way
 */
export function repeat(
  task: { name: string; intervalMs: number; run: () => Promise<void> },
  logger: Logger,
): () => Promise<void> {
  let running: Promise<void> | undefined
  const tick = () => {
    running ??= task
      .run()
      .catch((err: unknown) => {
        logger.warn({ err, task: task.name }, 'a scheduled task failed')
      })
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(tick, task.intervalMs)
  tick()
  return async () => {
    clearInterval(timer)
    await running
  }
}
