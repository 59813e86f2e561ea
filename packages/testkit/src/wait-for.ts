import { setTimeout as pause } from 'node:timers/promises'

/**
 * Polls `condition` until it gives something truthy, and resolves to that. The only waiting that tests may do, for what
 * another process does. Rejects after `timeoutMs`, with the condition's last error as the cause if it threw.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: { timeoutMs?: number; intervalMs?: number; what?: string } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const { timeoutMs = 30_000, intervalMs = 20, what = 'the condition' } = options
  const deadline = Date.now() + timeoutMs
  let cause: unknown
  for (;;) {
    try {
      const value = await condition()
      if (value) return value as Exclude<T, false | null | undefined>
      cause = undefined
    } catch (error) {
      cause = error
    }
    if (Date.now() >= deadline) throw new Error(`${what} did not come true within ${timeoutMs} ms`, { cause })
    await pause(intervalMs)
  }
}
