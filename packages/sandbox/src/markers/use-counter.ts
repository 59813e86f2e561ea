export type UseCounter = {
  /** Takes one of `limit` uses of a key; false when they are used up. */
  take: (key: string, limit: number) => boolean
  clear: () => void
}

/** Counts how often limited things were used. */
export function createUseCounter(): UseCounter {
  const used = new Map<string, number>()
  return {
    take(key, limit) {
      const count = used.get(key) ?? 0
      if (count >= limit) return false
      used.set(key, count + 1)
      return true
    },
    clear: () => used.clear(),
  }
}
