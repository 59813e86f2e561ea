import { type FileChild, HeadingLevel, type IParagraphOptions, Paragraph, TextRun } from 'docx'
import type { List, ListItem, RootContent } from 'mdast'
import { type Definitions, toRuns } from './inline.ts'
import type { ListNumbering } from './numbering.ts'
import { styleIds } from './styles.ts'
import { toTable } from './table.ts'

const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
] as const

export interface Surroundings {
  definitions: Definitions
  numbering: ListNumbering
  bidirectional: boolean
}

/** How the paragraphs of a block are set: within a quotation, or hanging in a list. */
type Setting = Pick<IParagraphOptions, 'style' | 'numbering' | 'indent'>

const maxListLevel = 8

const blockTypes = [
  'paragraph',
  'heading',
  'list',
  'blockquote',
  'code',
  'thematicBreak',
  'table',
  'footnoteDefinition',
] as const
type Block = Extract<RootContent, { type: (typeof blockTypes)[number] }>

/** Definitions are read elsewhere, and raw HTML is left out; the rest never stands alone. */
function isBlock(node: RootContent): node is Block {
  return (blockTypes as readonly string[]).includes(node.type)
}

/** Markdown's blocks as paragraphs and tables. The title above them is Word's Title, so `##` is its Heading 1. */
export function toBlocks(nodes: RootContent[], around: Surroundings, setting: Setting = {}, level = 0): FileChild[] {
  const { definitions, bidirectional } = around
  const paragraph = (options: IParagraphOptions) => new Paragraph({ bidirectional, ...setting, ...options })
  return nodes.filter(isBlock).flatMap((node): FileChild[] => {
    switch (node.type) {
      case 'paragraph':
        return [paragraph({ children: toRuns(node.children, definitions) })]
      case 'heading':
        return [
          new Paragraph({
            bidirectional,
            heading: headings[node.depth - 1] ?? HeadingLevel.HEADING_6,
            children: toRuns(node.children, definitions),
          }),
        ]
      case 'list':
        return toListItems(node, around, level)
      case 'blockquote':
        return toBlocks(node.children, around, { style: styleIds.quote }, level)
      case 'code':
        return [paragraph({ style: styleIds.block, children: toLines(node.value) })]
      case 'thematicBreak':
        return [new Paragraph({ children: [], thematicBreak: true })]
      case 'table':
        // Two tables that touch become one.
        return [toTable(node, definitions, bidirectional), new Paragraph({ children: [] })]
      case 'footnoteDefinition':
        return [
          paragraph({ children: [new TextRun({ text: `${node.label ?? node.identifier} `, superScript: true })] }),
          ...toBlocks(node.children, around, setting, level),
        ]
    }
  })
}

function toListItems(list: List, around: Surroundings, level: number): FileChild[] {
  const depth = Math.min(level, maxListLevel)
  const reference = list.ordered ? around.numbering.ordered(list.start ?? 1) : around.numbering.bullets
  return list.children.flatMap((item) => {
    const [first, ...rest] = withCheckbox(item)
    const numbered: Setting = { style: 'ListParagraph', numbering: { reference, level: depth } }
    const hanging: Setting = { style: 'ListParagraph', indent: { left: around.numbering.indentOf(depth) } }
    const begins = first?.type === 'paragraph' ? [first] : []
    const follows = first?.type === 'paragraph' ? rest : item.children
    return [
      ...(begins.length > 0
        ? toBlocks(begins, around, numbered, level + 1)
        : [new Paragraph({ ...numbered, children: [] })]),
      ...toBlocks(follows, around, hanging, level + 1),
    ]
  })
}

/** A task's box as a sign before its text. */
function withCheckbox(item: ListItem): ListItem['children'] {
  const [first, ...rest] = item.children
  if (typeof item.checked !== 'boolean' || first?.type !== 'paragraph') return item.children
  const box = { type: 'text' as const, value: item.checked ? '☑ ' : '☐ ' }
  return [{ ...first, children: [box, ...first.children] }, ...rest]
}

function toLines(code: string): TextRun[] {
  return code.split('\n').map((line, index) => new TextRun({ text: line, ...(index > 0 ? { break: 1 } : {}) }))
}
