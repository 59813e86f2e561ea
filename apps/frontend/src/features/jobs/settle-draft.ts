/** The title that a model writes above its text; the page has its own. */
const titleLine = /^\s*# [^\n]*(\n+|$)/

/**
 * A text in the making, without its title line, and without the half-written mark at its end, which would flicker: an open
 * link shows its words, open bold type is closed, a table line or a heading sign without words is left out.
 */
export function settleDraft(text: string): string {
  const settled = text
    .replace(titleLine, '')
    .replace(/\n(#{1,6}|[-*+]|\d+[.)]|>|\|[^\n]*)[ \t]*$/, '\n')
    .replace(/!?\[([^\]\n]*)(\]|\]\([^)\n]*)?$/, '$1')
    .replace(/\*{1,2}$/, '')
  const paragraph = settled.slice(settled.lastIndexOf('\n\n') + 1)
  const isOpen = (paragraph.match(/\*\*/g) ?? []).length % 2 === 1
  return isOpen ? `${settled.trimEnd()}**` : settled
}
