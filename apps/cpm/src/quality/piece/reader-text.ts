import { eachPlace, entityEndAt } from '@hg/contracts'
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
    const { value, type } = node
    const end = node.position?.end.offset ?? markdown.length
    eachPlace(markdown, { value, start, end, hasEntities: type === 'text' }, (character, at) => {
      if (character === '\u00AD') return
      text += character === '\n' && type !== 'code' ? ' ' : character
      for (let i = 0; i < character.length; i += 1) sources.push(at + i)
    })
  })
  return { text, sources }
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
