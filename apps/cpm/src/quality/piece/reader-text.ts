import type { Nodes } from 'mdast'
import { visit } from 'unist-util-visit'

/**
 * What a reader reads of a Markdown text: no marks, no addresses, blocks apart by a line break, line breaks inside a
 * paragraph as spaces, soft hyphens left out. `sources` has for each UTF-16 unit where it stands in the Markdown.
 */
export interface ReaderText {
  text: string
  sources: number[]
}

const apart = new Set([
  'paragraph',
  'heading',
  'listItem',
  'tableRow',
  'tableCell',
  'blockquote',
  'code',
  'break',
  'thematicBreak',
])

/** Reads a tree that was parsed from `markdown`. */
export function readerText(tree: Nodes, markdown: string): ReaderText {
  let text = ''
  const sources: number[] = []
  visit(tree, (node) => {
    const start = node.position?.start.offset ?? 0
    if (apart.has(node.type) && text !== '' && !text.endsWith('\n')) {
      text += '\n'
      sources.push(start)
    }
    if (node.type !== 'text' && node.type !== 'inlineCode' && node.type !== 'code') return
    let source = start
    for (const unit of node.value) {
      const entityEnd = node.type === 'text' ? entityEndAt(markdown, source) : -1
      const at = entityEnd === -1 ? nextPlace(markdown, unit, source, node.position?.end.offset) : source
      source = entityEnd === -1 ? at + unit.length : entityEnd
      if (unit === '\u00AD') continue
      text += unit === '\n' && node.type !== 'code' ? ' ' : unit
      for (let i = 0; i < unit.length; i += 1) sources.push(at + i)
    }
  })
  return { text, sources }
}

/** What the Markdown has beyond the text (marks, escapes, the signs before a quoted line) is stepped over. */
function nextPlace(markdown: string, unit: string, from: number, end = markdown.length): number {
  if (markdown.startsWith(unit, from)) return from
  const found = markdown.indexOf(unit, from)
  return found === -1 || found >= end ? from : found
}

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,31});/iy

/** Where the entity that stands at a place ends; -1 where none does. */
function entityEndAt(markdown: string, place: number): number {
  if (markdown[place] !== '&') return -1
  entity.lastIndex = place
  return entity.test(markdown) ? entity.lastIndex : -1
}

/** Where a passage of the reader's text stands in the Markdown. */
export function sourceRange(
  { sources }: ReaderText,
  markdown: string,
  start: number,
  end: number,
): { start: number; end: number } {
  const from = sources[start] ?? markdown.length
  const last = sources[end - 1]
  if (last === undefined || end <= start) return { start: from, end: from }
  const entityEnd = entityEndAt(markdown, last)
  return { start: from, end: entityEnd === -1 ? last + 1 : entityEnd }
}
