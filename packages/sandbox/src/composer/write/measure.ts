import { countWords, plainText } from '../language/words.ts'
import type { Block, Draft, Section } from './draft.ts'

const counted = new WeakMap<Block, { key: string; words: number }>()

function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.sentences.join(' ')
    case 'list':
      return block.items.join('\n')
    case 'table':
      return [...block.head, ...block.rows.flat()].join(' ')
    case 'quote':
    case 'subheading':
      return block.text
  }
}

/** Counting is the slow part of writing, so a block that has not changed is not counted again. */
function blockWords(block: Block): number {
  const key = textOf(block)
  const known = counted.get(block)
  if (known?.key === key) return known.words
  const words = countWords(plainText(key))
  counted.set(block, { key, words })
  return words
}

/** Words of some blocks as a reader counts them. */
export function wordsOf(blocks: Block[]): number {
  return blocks.reduce((sum, block) => sum + blockWords(block), 0)
}

/** Words of a section without its heading. */
export function sectionWords(section: Section): number {
  return wordsOf(section.blocks)
}

/** Words of a piece's body: headings included, title and meta description not. */
export function bodyWords(draft: Draft): number {
  const headings = draft.sections.reduce(
    (sum, { heading }) => sum + (heading === undefined ? 0 : countWords(heading)),
    0,
  )
  const sections = draft.sections.reduce((sum, section) => sum + sectionWords(section), 0)
  return wordsOf(draft.intro) + headings + sections + wordsOf(draft.ending)
}
