import type { ContentType, PiecePlace } from '@hg/contracts'
import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { type Block, blocksOf, offsetsOf, seamsOf } from './blocks.ts'
import { segmenterFor, type Word, wordsOf } from './count-words.ts'
import { type ReaderText, readerText, sourceRange } from './reader-text.ts'
import { type Heading, type Section, sectionsOf } from './sections.ts'
import { tameMarks } from './tame-marks.ts'

/** A passage of the reader's text with its place in the Markdown. */
export interface Passage {
  text: string
  start: number
  end: number
}

export interface Link extends Passage {
  url: string
}

/** A piece as it is written: Markdown body, title and meta description beside it. */
export interface Written {
  contentType: ContentType
  title: string | null
  metaDescription: string | null
  content: string
  /** BCP 47 tag. */
  language?: string
}

/** A written piece, measured once for all checks. Places are UTF-16 offsets in `content`. */
export interface Piece extends Required<Written> {
  tree: Root
  /** Headings of the body in order. */
  headings: Heading[]
  sections: Section[]
  blocks: Block[]
  /** Where the top-level parts stand. */
  seams: { start: number; end: number }[]
  links: Link[]
  /** Sentences of paragraphs, list items and quotes; not of headings, tables and code. */
  sentences: (Passage & { block: Block })[]
  reader: ReaderText
  /** What a reader reads of the body: no Markdown marks, blocks apart by a line break. */
  text: string
  /** The words of `text`, in its places: segmented once for all checks. */
  words: Word[]
  wordCount: number
}

const parser = unified().use(remarkParse).use(remarkGfm)

/** The language of a piece whose strategy names none. */
export const usualLanguage = 'en-US'

/** Measures a piece. Words are counted as Unicode segments them (UAX #29), in the language of the strategy. */
export function measurePiece(written: Written): Piece {
  const { content, language = usualLanguage } = written
  const parsed = tameMarks(content)
  const tree = parser.parse(parsed)
  const reader = readerText(tree, parsed)
  const read = (start: number, end: number) => readBetween(reader, start, end)
  const words = wordsOf(reader.text, language)
  const count = (start: number, end: number) =>
    firstAtOrAfter(words, firstAtOrAfter(reader.sources, end, itself), startOf) -
    firstAtOrAfter(words, firstAtOrAfter(reader.sources, start, itself), startOf)
  const blocks = blocksOf(tree)
  const seams = seamsOf(tree)
  const headings: Heading[] = []
  const links: Link[] = []
  visit(tree, (node) => {
    const { start, end } = offsetsOf(node)
    if (node.type === 'heading') headings.push({ depth: node.depth, text: read(start, end).trim(), start, end })
    if (node.type === 'link') links.push({ url: node.url, text: read(start, end).trim(), start, end })
  })
  return {
    ...written,
    language,
    tree,
    headings,
    sections: sectionsOf(blocks, headings, seams, count),
    blocks,
    seams,
    links,
    sentences: blocks
      .filter(({ kind }) => kind === 'paragraph')
      .flatMap((block) => sentencesOf(reader, content, block, language).map((sentence) => ({ ...sentence, block }))),
    reader,
    text: reader.text,
    words,
    wordCount: words.length,
  }
}

/** The text of a place. */
export function textOf(piece: Pick<Written, 'title' | 'metaDescription' | 'content'>, where: PiecePlace): string {
  return where === 'content' ? piece.content : ((where === 'title' ? piece.title : piece.metaDescription) ?? '')
}

/** What a reader reads between two places of the Markdown. */
export function readBetween({ text, sources }: ReaderText, start: number, end: number): string {
  const from = firstAtOrAfter(sources, start, itself)
  return text.slice(from, firstAtOrAfter(sources, end, itself))
}

const itself = (place: number) => place
const startOf = ({ start }: Word) => start

/** Places never go down, so one is found by halving. */
function firstAtOrAfter<Item>(items: Item[], place: number, placeOf: (item: Item) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && placeOf(item) < place) low = middle + 1
    else high = middle
  }
  return low
}

function sentencesOf(reader: ReaderText, content: string, block: Block, language: string): Passage[] {
  const from = firstAtOrAfter(reader.sources, block.start, itself)
  const text = reader.text.slice(from, firstAtOrAfter(reader.sources, block.end, itself))
  const sentences: Passage[] = []
  for (const { segment, index } of segmenterFor(language, 'sentence').segment(text)) {
    const trimmed = segment.trim()
    if (trimmed === '') continue
    const begin = from + index + segment.indexOf(trimmed)
    sentences.push({ text: trimmed, ...sourceRange(reader, content, begin, begin + trimmed.length) })
  }
  return sentences
}
