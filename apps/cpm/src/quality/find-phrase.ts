/** Where a phrase stands in a text, whole words only, whatever its case and spacing. */
export function findPhrase(text: string, phrase: string): { index: number; match: string }[] {
  const words = phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu')
  return [...text.matchAll(pattern)].map((found) => ({ index: found.index, match: found[0] }))
}

/** The words around a place, to show a person what is meant; `…` where the text goes on. */
export function quote(text: string, index: number, length: number): string {
  const reach = 40
  const from = Math.max(0, index - reach)
  const to = Math.min(text.length, index + length + reach)
  const inner = text.slice(from, to).replace(/\s+/g, ' ').trim()
  return `${from > 0 ? '…' : ''}${inner}${to < text.length ? '…' : ''}`
}
