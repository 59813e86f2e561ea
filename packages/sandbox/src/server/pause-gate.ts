/** Where calls that a prompt asked to pause wait, in the middle of their text. */
export type PauseGate = {
  /** Waits until `resume` is called for this job (or for all); rejects when the signal fires. */
  wait: (job: string | null, signal: AbortSignal) => Promise<void>
  /** Lets waiting calls go on: those of one job, or all. Returns how many. */
  resume: (job?: string) => number
  /** Resolves with the number of waiting calls as soon as there are at least `count`; rejects when the signal fires. */
  untilPaused: (count: number, signal?: AbortSignal) => Promise<number>
}

type Waiting = { job: string | null; release: () => void }
type Watcher = { count: number; notify: (paused: number) => void }

/** Makes a gate that stands open for nobody. */
export function createPauseGate(): PauseGate {
  const waiting = new Set<Waiting>()
  const watchers = new Set<Watcher>()

  function notifyWatchers() {
    for (const watcher of [...watchers]) {
      if (waiting.size < watcher.count) continue
      watchers.delete(watcher)
      watcher.notify(waiting.size)
    }
  }

  return {
    async wait(job, signal) {
      signal.throwIfAborted()
      const gone = Promise.withResolvers<void>()
      const entry: Waiting = { job, release: gone.resolve }
      const leave = () => gone.reject(signal.reason as Error)
      signal.addEventListener('abort', leave, { once: true })
      waiting.add(entry)
      notifyWatchers()
      try {
        await gone.promise
      } finally {
        waiting.delete(entry)
        signal.removeEventListener('abort', leave)
      }
    },
    resume(job) {
      const going = [...waiting].filter((entry) => job === undefined || entry.job === job)
      for (const entry of going) entry.release()
      return going.length
    },
    async untilPaused(count, signal) {
      signal?.throwIfAborted()
      if (waiting.size >= count) return waiting.size
      const reached = Promise.withResolvers<number>()
      const watcher: Watcher = { count, notify: reached.resolve }
      const leave = () => reached.reject(signal?.reason as Error)
      signal?.addEventListener('abort', leave, { once: true })
      watchers.add(watcher)
      try {
        return await reached.promise
      } finally {
        watchers.delete(watcher)
        signal?.removeEventListener('abort', leave)
      }
    },
  }
}
