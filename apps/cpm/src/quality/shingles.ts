import { type Word, wordsOf } from './piece/count-words.ts'

/** Words in a row that are compared. */
const shingleWords = 4
/** Figures in a signature: likeness is told to about a tenth. */
export const signatureSize = 128

const { factors, addends } = makeHashes()

/** The same hash functions in every process: signatures of different days are compared. */
function makeHashes(): { factors: Uint32Array; addends: Uint32Array } {
  let state = 0x9e3779b9
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state
  }
  return {
    factors: Uint32Array.from({ length: signatureSize }, () => next() | 1),
    addends: Uint32Array.from({ length: signatureSize }, next),
  }
}

/**
 * A text's MinHash signature over runs of four words (Broder, "On the resemblance and containment of documents", 1997): the
 * share of equal figures of two signatures estimates how much of both texts together stands in both. Signed 32-bit figures,
 * as the database holds them; empty for a text of fewer words.
 */
export function signatureOf(text: string, language: string): number[] {
  return signatureOfWords(wordsOf(text, language))
}

/** The same of a text that is cut into words already. */
export function signatureOfWords(segments: Pick<Word, 'word'>[]): number[] {
  const words = segments.map(({ word }) => word)
  const hashes = new Set<number>()
  for (let index = 0; index + shingleWords <= words.length; index += 1)
    hashes.add(hashOf(words.slice(index, index + shingleWords).join(' ')))
  if (hashes.size === 0) return []
  const least = new Uint32Array(signatureSize).fill(0xffffffff)
  for (const hash of hashes) {
    for (let index = 0; index < signatureSize; index += 1) {
      const mixed = (Math.imul(factors[index] ?? 1, hash ^ (hash >>> 15)) + (addends[index] ?? 0)) >>> 0
      const value = (mixed ^ (mixed >>> 16)) >>> 0
      if (value < (least[index] ?? 0)) least[index] = value
    }
  }
  return [...least].map((value) => value | 0)
}

/** How alike two texts are by their signatures, 0 to 1. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || a.length !== b.length) return 0
  return a.filter((value, index) => value === b[index]).length / a.length
}

/** A 32-bit digest of a text (FNV-1a). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}
