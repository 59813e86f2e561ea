import { findVerbatim, isBlank, type Line, ownStart, ownTextOf, type Stretch } from './lines.ts'

/** What four blanks or a tab begin is code. */
const indentedCode = /^(?: {4}|\t)/

/**
 * Folds the white space that a template leaves around what it leaves out: runs of blank lines to one, runs of spaces within a
 * line to one, none at the end of a line. Markdown stays what it is: indentation, code and hard line breaks are kept, and
 * values are not touched.
 */
export function foldWhiteSpace(lines: readonly Line[]): Line[] {
  const verbatim = findVerbatim(lines)
  const withinCode = findBlanksWithinCode(lines)
  return lines.flatMap((line, index) => {
    if (verbatim[index]) return [line]
    const next = lines[index + 1]
    const isEnd = next === undefined || isBlank(next)
    if (isBlank(line)) return isEnd && next !== undefined && !withinCode[index] ? [] : [[]]
    return [foldEnd(foldWithin(line), isEnd)]
  })
}

/** Which blank lines have indented code before and behind them. */
function findBlanksWithinCode(lines: readonly Line[]): boolean[] {
  let isCode = false
  const follows = (line: Line) => {
    if (!isBlank(line)) isCode = indentedCode.test(ownStart(line))
    return isCode
  }
  const afterCode = lines.map(follows)
  isCode = false
  const beforeCode = lines.toReversed().map(follows).reverse()
  return lines.map((_line, index) => afterCode[index] === true && beforeCode[index] === true)
}

function foldWithin(line: Line): Line {
  const start = ownStart(line)
  if (indentedCode.test(start) || ownTextOf(line).includes('`')) return line
  const indented = start.length - start.trimStart().length
  return line.map(({ text, isOwn }, index): Stretch => {
    if (!isOwn) return { text, isOwn }
    const kept = index === 0 ? indented : 0
    // What ends the line is for its end to fold.
    const end = index === line.length - 1 ? Math.max(kept, text.trimEnd().length) : text.length
    return { text: text.slice(0, kept) + text.slice(kept, end).replace(/ {2,}/g, ' ') + text.slice(end), isOwn }
  })
}

/** Two spaces before another line break the line; before a blank line, or one alone, they are nothing. */
function foldEnd(line: Line, isEndOfParagraph: boolean): Line {
  const last = line.at(-1)
  if (!last?.isOwn) return line
  const bare = last.text.trimEnd()
  const blanks = last.text.slice(bare.length)
  const kept = !isEndOfParagraph && blanks.startsWith('  ') ? '  ' : ''
  return [...line.slice(0, -1), { text: bare + kept, isOwn: true }].filter(({ text, isOwn }) => text !== '' || !isOwn)
}
