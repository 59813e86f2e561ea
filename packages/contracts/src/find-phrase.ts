/** Where a phrase stands in a text, whole words only, whatever its case and spacing. */
export function findPhrase(text: string, phrase: string): { index: number; match: string }[] {
  const words = phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu')
  return [...text.matchAll(pattern)].map((found) => ({ index: found.index, match: found[0] }))
}
