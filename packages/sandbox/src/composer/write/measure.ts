import { countWords, plainText } from '../language/words.ts'
import { type Block, type Draft, renderBody, type Section } from './draft.ts'

/** Words of a piece's body as a reader counts them: headings included, title and meta description not. */
export function bodyWords(draft: Draft): number {
  return countWords(plainText(renderBody(draft)))
}

function blockWords(block: Block): number {
  switch (block.kind) {
    case 'text':
      return countWords(plainText(block.sentences.join(' ')))
    case 'list':
      return countWords(plainText(block.items.join('\n')))
    case 'table':
      return countWords(plainText([...block.head, ...block.rows.flat()].join(' ')))
    case 'quote':
    case 'subheading':
      return countWords(plainText(block.text))
  }
}

/** Words of a section without its heading. */
export function sectionWords(section: Section): number {
  return section.blocks.reduce((sum, block) => sum + blockWords(block), 0)
}
