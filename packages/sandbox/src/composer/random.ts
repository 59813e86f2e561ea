/** A source of choices that is the same for the same seed. */
export type Random = {
  /** A whole number from 0 up to, without, `end`. */
  below: (end: number) => number
  pick: <T>(items: readonly [T, ...T[]]) => T
  shuffle: <T>(items: readonly T[]) => T[]
}

/** A 32-bit digest of a text (FNV-1a). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** Makes a random source from a seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    shuffle(items) {
      const result = [...items]
      for (let i = result.length - 1; i > 0; i -= 1) {
        const j = below(i + 1)
        const moved = result[i]
        const other = result[j]
        if (moved !== undefined && other !== undefined) [result[i], result[j]] = [other, moved]
      }
      return result
    },
  }
}
