/** A stretch of a text with Liquid in it. A `value` is `{{ … }}`, a `tag` is `{% … %}`. */
export interface LiquidToken {
  kind: 'text' | 'value' | 'tag' | 'comment'
  text: string
}

const liquid = /\{%-?\s*comment\s*-?%\}[^]*?\{%-?\s*endcomment\s*-?%\}|\{%-?\s*#[^]*?%\}|\{\{[^]*?\}\}|\{%[^]*?%\}/g

/** Cuts a text at its Liquid. What is not closed is text: the service says what is wrong with it. */
export function liquidTokens(text: string): LiquidToken[] {
  const tokens: LiquidToken[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(liquid)) {
    if (index > end) tokens.push({ kind: 'text', text: text.slice(end, index) })
    tokens.push({ kind: kindOf(found), text: found })
    end = index + found.length
  }
  if (end < text.length) tokens.push({ kind: 'text', text: text.slice(end) })
  return tokens
}

function kindOf(found: string): LiquidToken['kind'] {
  if (found.startsWith('{{')) return 'value'
  return /^\{%-?\s*(comment\b|#)/.test(found) ? 'comment' : 'tag'
}

/** Something to be said of a place in a text; lines and columns count from 1. Without a column it is about the line. */
export interface CodeMark {
  severity: 'error' | 'warning'
  line: number
  column?: number | undefined
  message: string
}

/** A stretch of a line with its look. */
export interface CodePiece {
  kind: LiquidToken['kind']
  text: string
  mark?: CodeMark['severity']
}

/** The lines of a text, each in pieces, with the marked places cut out. */
export function codeLines(text: string, marks: readonly CodeMark[]): CodePiece[][] {
  const lines: CodePiece[][] = [[]]
  for (const { kind, text: stretch } of liquidTokens(text)) {
    stretch.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ kind, text: part })
    })
  }
  for (const { line, column, severity } of marks) {
    const pieces = lines[line - 1]
    if (pieces && column !== undefined) lines[line - 1] = markAt(pieces, column - 1, severity)
  }
  return lines
}

/** Marks the tag or the word that begins at an offset of a line. */
function markAt(pieces: CodePiece[], offset: number, mark: CodeMark['severity']): CodePiece[] {
  const line = pieces.map(({ text }) => text).join('')
  const from = Math.max(0, Math.min(offset, line.length - 1))
  const length = /^(\{\{[^]*?\}\}|\{%[^]*?%\}|[\w.-]+|\s*\S)/.exec(line.slice(from))?.[0].length ?? 0
  let at = 0
  return pieces.flatMap((piece) => {
    const start = at
    at += piece.text.length
    const [cutFrom, cutTo] = [clamp(from - start, piece.text), clamp(from + length - start, piece.text)]
    return [
      { ...piece, text: piece.text.slice(0, cutFrom) },
      { ...piece, text: piece.text.slice(cutFrom, cutTo), mark: piece.mark === 'error' ? ('error' as const) : mark },
      { ...piece, text: piece.text.slice(cutTo) },
    ].filter(({ text }) => text !== '')
  })
}

function clamp(offset: number, text: string): number {
  return Math.max(0, Math.min(offset, text.length))
}

/** Where a place is in a text, in UTF-16 units; the text's end for places beyond it. */
export function offsetOf(text: string, line: number, column = 1): number {
  let start = 0
  for (let count = 1; count < line; count++) {
    const next = text.indexOf('\n', start)
    if (next === -1) return text.length
    start = next + 1
  }
  const end = text.indexOf('\n', start)
  return Math.min(start + column - 1, end === -1 ? text.length : end)
}
