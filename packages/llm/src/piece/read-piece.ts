import { type PiecePart, pieceParts } from './piece-schema.ts'

/** Reads a piece out of an answer as it arrives. */
export interface PieceReader {
  /** Takes what has arrived, wherever it was cut, and returns what of it can be read: Markdown, no JSON. */
  push: (delta: string) => string
  /** The piece so far as Markdown: `# Title`, the body, `Meta description: …`. An answer that is no JSON, as it came. */
  text: () => string
}

/** Between two tokens of the object: before its brace, before a key, after one, before a value, or after one. */
type Place = 'start' | 'key' | 'colon' | 'value' | 'comma' | 'end' | 'plain'

/** What only an object begins with: its first name, and the colon. Text may begin with a brace, too: `{{name}}`. */
const object = /^\{\s*"(?:[^"\\]|\\.){0,200}"\s*:/s
/** What an object may still come of, or an empty one. */
const maybeObject = /^\{\s*(?:"(?:[^"\\]|\\.){0,200}(?:\\|"\s*)?|\}\s*)?$/s

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

/**
 * A reader of answers that were asked for by schema: `{"title": …, "body": …, "meta_description": …}`, whose strings are
 * told as they grow. A model that answers in Markdown all the same is read as such.
 */
export function createPieceReader(): PieceReader {
  const parts: Record<PiecePart, string> = { title: '', body: '', meta_description: '' }
  let raw = ''
  let place: Place = 'start'
  /** The string that is being read, if one is; `escape` holds a backslash and what followed it. */
  let string: { isKey: boolean; text: string; escape: string } | null = null
  let key = ''
  let told = ''

  /** What a decoded character adds to what is told. Titles and descriptions are told when they are whole. */
  function grow(character: string): void {
    if (!string) return
    string.text += character
    if (!string.isKey && isPart(key)) {
      parts[key] += character
      if (key === 'body') told += character
    }
  }

  function endString(): void {
    if (!string) return
    if (string.isKey) key = string.text
    else if (key === 'title' && parts.title.trim()) told += `# ${oneLine(parts.title)}\n\n`
    else if (key === 'meta_description' && parts.meta_description.trim()) told += metaOf(parts.meta_description)
    place = string.isKey ? 'colon' : 'comma'
    string = null
  }

  function readInString(character: string): void {
    if (!string) return
    if (string.escape !== '') {
      string.escape += character
      const [, kind = '', ...digits] = string.escape
      if (kind === 'u') {
        if (digits.length < 4) return
        grow(String.fromCharCode(Number.parseInt(digits.join(''), 16) || 0xfffd))
      } else grow(escapes[kind] ?? kind)
      string.escape = ''
    } else if (character === '\\') string.escape = '\\'
    else if (character === '"') endString()
    else grow(character)
  }

  function readBetween(character: string): void {
    if (character === '"' && (place === 'key' || place === 'value')) {
      string = { isKey: place === 'key', text: '', escape: '' }
    } else if (character === ':' && place === 'colon') place = 'value'
    else if (character === ',' && (place === 'comma' || place === 'value')) place = 'key'
    else if (character === '}') place = 'end'
  }

  return {
    push(delta) {
      raw += delta
      if (place === 'start') {
        const begun = raw.trimStart()
        if (begun === '') return ''
        if (maybeObject.test(begun)) return ''
        place = object.test(begun) ? 'key' : 'plain'
        if (place === 'plain') return raw
        delta = begun.slice(1)
      } else if (place === 'plain') return delta
      for (const character of delta.split('')) {
        if (string) readInString(character)
        else readBetween(character)
      }
      // Half of a character is kept until the other half is there.
      const ready = /[\uD800-\uDBFF]$/.test(told) ? told.slice(0, -1) : told
      told = told.slice(ready.length)
      return ready
    },
    text() {
      if (place === 'plain') return raw
      // An object that broke off before its first name, or an empty one.
      if (place === 'start') return raw.trim() === '' ? raw : ''
      const title = oneLine(parts.title)
      const body = withoutTitle(parts.body)
      return `${title ? `# ${title}\n\n` : ''}${body}${parts.meta_description.trim() ? metaOf(parts.meta_description) : ''}`.toWellFormed()
    },
  }

  /** Some repeat the title above the body. */
  function withoutTitle(body: string): string {
    return parts.title.trim() === '' ? body.trim() : body.replace(/^\s*#[ \t]+[^\n]*\n*/, '').trim()
  }
}

function isPart(name: string): name is PiecePart {
  return (pieceParts as readonly string[]).includes(name)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function metaOf(description: string): string {
  return `\n\nMeta description: ${oneLine(description)}`
}
