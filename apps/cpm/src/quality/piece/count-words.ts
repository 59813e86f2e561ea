const segmenters = new Map<string, Intl.Segmenter>()

/** A segmenter of a language, made once. */
export function segmenterFor(language: string, granularity: 'word' | 'sentence'): Intl.Segmenter {
  const key = `${granularity} ${language}`
  let known = segmenters.get(key)
  if (!known) {
    known = new Intl.Segmenter(language, { granularity })
    segmenters.set(key, known)
  }
  return known
}

/** The number of word-like segments of a text, as Unicode segments them (UAX #29). */
export function countWords(text: string, language: string): number {
  let count = 0
  for (const segment of segmenterFor(language, 'word').segment(text)) if (segment.isWordLike) count += 1
  return count
}

export interface Word {
  /** In lower case. */
  word: string
  start: number
  end: number
}

/** The word-like segments of a text with their places, in lower case. */
export function wordsOf(text: string, language: string): Word[] {
  const words: Word[] = []
  for (const { segment, index, isWordLike } of segmenterFor(language, 'word').segment(text)) {
    if (isWordLike) words.push({ word: segment.toLowerCase(), start: index, end: index + segment.length })
  }
  return words
}
