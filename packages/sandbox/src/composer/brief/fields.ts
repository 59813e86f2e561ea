/** What people wrote stands between these marks; field names inside it are text. */
const blocks = {
  freeText: [/<<<\s?BRIEF\s*\n/i, /\n\s?BRIEF\s?>>>/i],
  earlier: [/<<<\s?EARLIER\s*\n/i, /\n\s?EARLIER\s?>>>/i],
  wishes: [/<<<\s?WISHES\s*\n/i, /\n\s?WISHES\s?>>>/i],
} as const

/**
 * Splits a prompt into the part that has fields, the requester's free text, the text of an earlier version, and what is to
 * be different in the next one, each without its quotation marks.
 */
export function separateFreeText(prompt: string): Record<'fields' | keyof typeof blocks, string> {
  const earlier = cutOut(prompt, ...blocks.earlier)
  const wishes = cutOut(earlier.rest, ...blocks.wishes)
  const freeText = cutOut(wishes.rest, ...blocks.freeText)
  return { fields: freeText.rest, freeText: freeText.inner, earlier: earlier.inner, wishes: wishes.inner }
}

function cutOut(prompt: string, opening: RegExp, closing: RegExp): { rest: string; inner: string } {
  const start = opening.exec(prompt)
  const from = start ? start.index + start[0].length : 0
  // The line break before the closing mark may be the one after the opening mark.
  const end = start ? closing.exec(prompt.slice(from - 1)) : null
  if (!start || !end) return { rest: prompt, inner: '' }
  const to = from - 1 + end.index
  const inner = prompt.slice(from, Math.max(from, to)).replace(/^> ?/gm, '')
  return { rest: `${prompt.slice(0, start.index)}\n${prompt.slice(to + end[0].length)}`, inner }
}

const bullet = /^\s*(?:[-*•]|\d+[.)])\s+/

function fieldPattern(names: string): RegExp {
  return new RegExp(`^[ \\t]*(?:[-*•#>]+[ \\t]*)?\\**(?:${names})\\**[ \\t]*:\\**[ \\t]*(.*)$`, 'gim')
}

function clean(value: string): string {
  return value
    .trim()
    .replace(/^["“”'`*]+(?=\S)|(?<=\S)["“”`*]+$/g, '')
    .trim()
}

/** The value after the first line that begins with one of the names (a pattern), or undefined. */
export function fieldOf(text: string, names: string): string | undefined {
  return fieldsOf(text, names)[0]
}

/** The values of every line that begins with one of the names. */
export function fieldsOf(text: string, names: string): string[] {
  return [...text.matchAll(fieldPattern(names))].map((match) => clean(match[1] ?? '')).filter((value) => value !== '')
}

/**
 * A list: the field's own value, cut at the first of the separators that stands in it, or the bulleted lines below it where it
 * has none.
 */
export function listOf(text: string, names: string, separators: string): string[] {
  for (const match of text.matchAll(fieldPattern(names))) {
    const value = clean(match[1] ?? '')
    const items =
      value !== ''
        ? value.split([...separators].find((separator) => value.includes(separator)) ?? '\n')
        : bulletsAfter(text, match.index + match[0].length)
    const cleaned = items.map(clean).filter((item) => item !== '' && !/^(none|n\/a|-)$/i.test(item))
    if (cleaned.length > 0) return cleaned.filter((item, index) => cleaned.indexOf(item) === index)
  }
  return []
}

function bulletsAfter(text: string, index: number): string[] {
  const items: string[] = []
  for (const line of text.slice(index).split('\n').slice(1)) {
    if (line.trim() === '' && items.length === 0) continue
    if (!bullet.test(line)) break
    items.push(line.replace(bullet, ''))
  }
  return items
}

const number = String.raw`(\d{1,3}(?:[,.]\d{3})+|\d+)`

function toNumber(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits.replace(/[,.]/g, ''))
}

/** Reads "600-900", "600 to 900 words", "at least 600", "max 900" or "about 800"; undefined where there is no number. */
export function rangeIn(value: string): { min?: number; max?: number } | undefined {
  const pair = new RegExp(`${number}\\s*(?:-|–|—|to|and)\\s*${number}`, 'i').exec(value)
  if (pair) return { min: toNumber(pair[1]), max: toNumber(pair[2]) }
  const one = toNumber(new RegExp(number).exec(value)?.[1])
  if (one === undefined) return undefined
  if (/\b(at least|min(imum)?|more than|from)\b|>=/i.test(value)) return { min: one }
  if (/\b(at most|max(imum)?|up to|under|less than|no more than)\b|<=/i.test(value)) return { max: one }
  return { min: Math.round(one * 0.9), max: Math.round(one * 1.1) }
}
