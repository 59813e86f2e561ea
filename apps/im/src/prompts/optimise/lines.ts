import type { Span } from '../engine.ts'

/** A stretch of a line: the template's own text, or a value. */
export interface Stretch {
  text: string
  isOwn: boolean
}

/** One line of a prompt; what ends it is left out. */
export type Line = readonly Stretch[]

/** A rendered part line by line, with the template's own words told from the values, which optimisation never reads. */
export function toLines(text: string, values: readonly Span[]): Line[] {
  const lines: Stretch[][] = [[]]
  const add = (piece: string, isOwn: boolean) => {
    piece.split('\n').forEach((line, index) => {
      if (index > 0) lines.push([])
      // The end of a value's line is the value's, too.
      if (line !== '' || (!isOwn && piece !== '')) lines.at(-1)?.push({ text: line, isOwn })
    })
  }
  let at = 0
  for (const [start, end] of values) {
    add(text.slice(at, start), true)
    add(text.slice(start, end), false)
    at = end
  }
  add(text.slice(at), true)
  return lines
}

export function textOf(line: Line): string {
  return line.map(({ text }) => text).join('')
}

/** The template's own words of it. */
export function ownTextOf(line: Line): string {
  return textOf(line.filter((stretch) => stretch.isOwn))
}

/** What it begins with of the template's own; empty where that is a value. */
export function ownStart(line: Line | undefined): string {
  const first = line?.[0]
  return first?.isOwn ? first.text : ''
}

export function joinLines(lines: readonly Line[]): string {
  return lines.map(textOf).join('\n')
}

/** Whether the template itself wrote all of it. */
export function isOwn(line: Line): boolean {
  return line.every((stretch) => stretch.isOwn)
}

export function isBlank(line: Line): boolean {
  return isOwn(line) && textOf(line).trim() === ''
}

/**
 * Which lines stand where they are to be left alone: in fenced code, or between the markers of quoted data. Only lines of the
 * template's own open and close these.
 */
export function findVerbatim(lines: readonly Line[]): boolean[] {
  let closes: ((text: string) => boolean) | null = null
  return lines.map((line) => {
    const text = textOf(line)
    const own = line[0]?.isOwn ?? true
    if (closes) {
      if (own && closes(text)) closes = null
      return true
    }
    if (!own) return true
    closes = closerOf(text)
    return closes !== null
  })
}

function closerOf(text: string): ((text: string) => boolean) | null {
  const [, fence] = /^ {0,3}(`{3,}|~{3,})/.exec(text) ?? []
  if (fence !== undefined) return (later) => later.trim().startsWith(fence) && /^[`~]+$/.test(later.trim())
  const [, name] = /^<<<(\w+)$/.exec(text.trim()) ?? []
  return name === undefined ? null : (later) => later.trim() === `${name}>>>`
}
