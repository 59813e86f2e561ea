/** How many calls were left without an answer. */
export type HungCalls = {
  note: () => void
  /** Resolves as soon as at least `count` were since the last reset. */
  until: (count: number) => Promise<void>
  reset: () => void
}

/** Counts from nothing. */
export function createHungCalls(): HungCalls {
  let hung = 0
  let watchers: { count: number; resolve: () => void }[] = []
  return {
    note() {
      hung += 1
      for (const { count, resolve } of watchers) if (hung >= count) resolve()
      watchers = watchers.filter(({ count }) => hung < count)
    },
    until: (count) =>
      new Promise((resolve) => {
        if (hung >= count) resolve()
        else watchers.push({ count, resolve })
      }),
    reset() {
      hung = 0
    },
  }
}
