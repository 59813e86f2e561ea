import type { ContentType } from '@hg/contracts'
import type { Heading, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'

/** A written piece, measured once for all checks. */
export interface Piece {
  contentType: ContentType
  title: string | null
  metaDescription: string | null
  /** Headings of the body in order. */
  headings: { depth: number; text: string }[]
  /** What a reader reads of the body: no Markdown marks, blocks apart by a line break. */
  text: string
  wordCount: number
}

const parser = unified().use(remarkParse).use(remarkGfm)
const blocks = new Set([
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

/**
 * Measures a piece. Words are counted as Unicode segments them (UAX #29), in the language of the strategy.
 *
 * @param written.content Markdown body, without title and meta description
 * @param written.language BCP 47 tag
 */
export function measurePiece(written: {
  contentType: ContentType
  title: string | null
  metaDescription: string | null
  content: string
  language?: string
}): Piece {
  const tree = parser.parse(written.content)
  const text = readableText(tree)
  return {
    contentType: written.contentType,
    title: written.title,
    metaDescription: written.metaDescription,
    headings: headingsOf(tree),
    text,
    wordCount: countWords(text, written.language ?? 'en'),
  }
}

/** The number of word-like segments of a text. */
export function countWords(text: string, language: string): number {
  let count = 0
  for (const segment of segmenter(language).segment(text)) if (segment.isWordLike) count += 1
  return count
}

const segmenters = new Map<string, Intl.Segmenter>()

function segmenter(language: string): Intl.Segmenter {
  let known = segmenters.get(language)
  if (!known) {
    known = new Intl.Segmenter(language, { granularity: 'word' })
    segmenters.set(language, known)
  }
  return known
}

function headingsOf(tree: Root): Piece['headings'] {
  const found: Piece['headings'] = []
  visit(tree, 'heading', (node: Heading) => {
    found.push({ depth: node.depth, text: readableText(node).trim() })
  })
  return found
}

function readableText(tree: Root | Heading): string {
  let text = ''
  visit(tree, (node) => {
    if (blocks.has(node.type) && text !== '' && !text.endsWith('\n')) text += '\n'
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') text += node.value
  })
  return text
}
