/** Signs that people and models write for one another: typewriter and typographic, breaking and not. */
const alike: [RegExp, string][] = [
  [/['’ʼ]/g, "['’ʼ]"],
  [/["“”„]/g, '["“”„]'],
  [/[-‐‑]/g, '[-‐‑]'],
]

/**
 * A pattern that finds a phrase, whole words only, whatever its case and spacing and whichever apostrophes, quotation marks
 * and hyphens were typed. Global: for `matchAll`.
 */
export function phrasePattern(phrase: string): RegExp {
  const words = phrase
    .trim()
    .split(/\s+/)
    .map((word) => {
      const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      return alike.reduce((text, [signs, any]) => text.replace(signs, any), literal)
    })
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu')
}

/** Where a phrase stands in a text, see `phrasePattern`. */
export function findPhrase(text: string, phrase: string): { index: number; match: string }[] {
  return [...text.matchAll(phrasePattern(phrase))].map((found) => ({ index: found.index, match: found[0] }))
}
