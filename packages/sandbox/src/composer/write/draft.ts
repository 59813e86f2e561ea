import type { Intent } from '../knowledge/knowledge.ts'

/** A part of a section. Sentences are kept apart so that a piece can be made longer or shorter by one of them. */
export type Block =
  | { kind: 'text'; sentences: string[]; isFixed?: boolean }
  | { kind: 'list'; isOrdered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'quote'; text: string }
  | { kind: 'subheading'; text: string }

export type Section = { heading?: string; intent: Intent; blocks: Block[] }

export type Draft = { title: string; intro: Block[]; sections: Section[]; ending: Block[]; metaDescription: string }

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.sentences.join(' ')
    case 'list':
      return block.items.map((item, index) => `${block.isOrdered ? `${index + 1}.` : '-'} ${item}`).join('\n')
    case 'table':
      return [block.head, block.head.map(() => '---'), ...block.rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
    case 'quote':
      return `> ${block.text}`
    case 'subheading':
      return `### ${block.text}`
  }
}

/** The body in Markdown: everything between the title and the meta description. */
export function renderBody(draft: Draft): string {
  const parts = [
    ...draft.intro.map(renderBlock),
    ...draft.sections.flatMap((section) => [
      ...(section.heading === undefined ? [] : [`## ${section.heading}`]),
      ...section.blocks.map(renderBlock),
    ]),
    ...draft.ending.map(renderBlock),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** The whole piece, in the form that prompts ask for: title, body, meta description. */
export function renderPiece(draft: Draft): string {
  return `# ${draft.title}\n\n${renderBody(draft)}\n\nMeta description: ${draft.metaDescription}`
}
