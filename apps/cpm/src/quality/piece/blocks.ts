import type { Nodes, Parents, Root } from 'mdast'

/** Text that stands by itself. Places are of the Markdown; `isNested` is true inside lists, quotes and tables. */
export interface Block {
  kind: 'heading' | 'paragraph' | 'table' | 'code' | 'html'
  /** The level of a heading. */
  depth: number
  start: number
  end: number
  isNested: boolean
}

const kinds: Partial<Record<Nodes['type'], Block['kind']>> = {
  heading: 'heading',
  paragraph: 'paragraph',
  table: 'table',
  code: 'code',
  html: 'html',
}

/** The blocks of a text, in order. A table is one block, list items and quotes are taken apart. */
export function blocksOf(tree: Root): Block[] {
  const blocks: Block[] = []
  const collect = (parent: Parents, isNested: boolean) => {
    for (const node of parent.children) {
      const kind = kinds[node.type]
      const { start, end } = offsetsOf(node)
      if (kind) blocks.push({ kind, depth: node.type === 'heading' ? node.depth : 0, start, end, isNested })
      else if ('children' in node) collect(node, true)
    }
  }
  collect(tree, false)
  return blocks
}

/** Where the top-level parts of a text end: the places where something can be put in between. */
export function seamsOf(tree: Root): { start: number; end: number }[] {
  return tree.children.map(offsetsOf)
}

/** A node's place in the text that it was parsed from. */
export function offsetsOf({ position }: Nodes): { start: number; end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 }
}
