import { setTimeout as pause } from 'node:timers/promises'
import { startRetryMs } from './timeouts.ts'

export interface Starting<T> {
  /** What was started; undefined while its server is away. */
  current(): T | undefined
  /** Ends the attempts and gives what was started, for closing it. */
  stop(): Promise<T | undefined>
}

/** Calls `start` until it succeeds, a second apart. */
export function startPatiently<T>(start: () => Promise<T>, onError: (error: unknown) => void): Starting<T> {
  const stopping = new AbortController()
  let current: T | undefined

  const attempts = async () => {
    while (!stopping.signal.aborted) {
      try {
        current = await start()
        return
      } catch (error) {
        onError(error)
        await pause(startRetryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }
  const done = attempts()

  return {
    current: () => current,
    async stop() {
      stopping.abort()
      await done
      return current
    },
  }
}
