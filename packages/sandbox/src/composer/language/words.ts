const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** The number of words of a plain text, as Unicode segments them (UAX #29). */
export function countWords(text: string): number {
  let count = 0
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) count += 1
  return count
}

/** What a reader reads of Markdown: no marks, no link targets. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^\s*\|?[\s:|-]+\|[\s:|-]*$/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
    .replace(/[*_`|]/g, ' ')
}

/** The text with its first letter in upper case. */
export function capitalise(text: string): string {
  const [first = ''] = text
  return first.toUpperCase() + text.slice(first.length)
}

/** The text with its first letter in lower case, unless its first word is an abbreviation or looks like a name (Ohm's law). */
export function uncapitalise(text: string): string {
  const [word = ''] = text.split(/\s/)
  return /^\p{Lu}[\p{Ll}'’-]*$/u.test(word) && word !== 'I' && !/['’]s$/.test(word)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}

/** "a", "a and b", "a, b and c". */
export function enumerate(items: string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

/** True when the phrase stands in the text, as whole words, whatever its case and spacing. */
export function holdsPhrase(text: string, phrase: string): boolean {
  return countPhrase(text, phrase) > 0
}

/** How often a phrase stands in a text, as whole words, whatever its case and spacing. */
export function countPhrase(text: string, phrase: string): number {
  return phrase.trim() === '' ? 0 : [...text.matchAll(phrasePattern(phrase))].length
}

/** True when every word of a phrase stands in the text already, in whatever form and order: "panel upgrade" in "Panel upgrades". */
export function coversWords(text: string, phrase: string): boolean {
  const stem = (word: string) => word.toLowerCase().replace(/(?:ies|es|s|ing|ed|e)$/, '')
  const stems = new Set(text.split(/[^\p{L}\p{N}]+/u).map(stem))
  return phrase.split(/[^\p{L}\p{N}]+/u).every((word) => stems.has(stem(word)))
}

/** A pattern that finds a phrase as whole words, whatever its case and spacing. */
export function phrasePattern(phrase: string, ending = ''): RegExp {
  const words = phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}${ending}(?![\\p{L}\\p{N}])`, 'giu')
}

/** Cuts a text to at most so many characters, at the end of a word, without a dangling small word. */
export function cutAtWord(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  const cut = text.slice(0, maxChars + 1).replace(/\s+\S*$/, '')
  const trimmed = (cut.length <= maxChars ? cut : cut.slice(0, maxChars)).toWellFormed().replace(/\uFFFD/g, '')
  return trimmed.replace(
    /(?:[\s,;:–—-]+(?:a|an|the|and|or|of|for|in|on|to|with|your|is|are|by|at|from))*[\s,;:–—-]*$/i,
    '',
  )
}
