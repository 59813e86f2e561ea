import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'

const parser = unified().use(remarkParse).use(remarkGfm)

/** A piece's Markdown as a tree, its headings below the title: one of the first level becomes one of the second. */
export function parseMarkdown(content: string): Root {
  const tree = parser.parse(content)
  visit(tree, 'heading', (heading) => {
    if (heading.depth === 1) heading.depth = 2
  })
  return tree
}
