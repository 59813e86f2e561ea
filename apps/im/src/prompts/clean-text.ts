/** Everything that ends a line somewhere: CR, LF, VT, FF, NEL, line and paragraph separators. */
export const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g
const control = /[\p{Cc}\u2028\u2029]/gu

/** Three or more angle brackets mark data in our templates, so no value contains them. */
function dropMarkers(text: string): string {
  return text.replace(/<{3,}/g, '<<').replace(/>{3,}/g, '>>')
}

/** A value as one line: no control characters, single spaces, no block marker. Empty when nothing is left. */
export function cleanLine(text: string): string {
  return dropMarkers(text.toWellFormed().replace(control, ' ').replace(/\s+/gu, ' ').trim())
}

/** The same; null when nothing is left. */
export function lineOrNull(text: string | undefined): string | null {
  const line = cleanLine(text ?? '')
  return line === '' ? null : line
}

/** Values as lines, each once, none of them empty. */
export function cleanLines(texts: readonly string[] = []): string[] {
  return [...new Set(texts.map(cleanLine).filter((text) => text !== ''))]
}

/**
 * A value of several lines as quoted data: each line begins with `>`, so that none of them reads as a label, a heading or
 * the end of the block that holds it. Empty when nothing is left.
 */
export function quoteBlock(text: string): string {
  const lines = text
    .toWellFormed()
    .replace(lineEnd, '\n')
    .split('\n')
    .map((line) => dropMarkers(line.replace(/\t/g, '  ').replace(control, '').trimEnd()))
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  if (first === -1) return ''
  return lines
    .slice(first, last + 1)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}
