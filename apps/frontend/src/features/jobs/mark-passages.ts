import { eachPlace } from '@hg/contracts'
import type { InlineCode, Parents, PhrasingContent, Root, Text } from 'mdast'
import { cutAtMarks, type Mark } from './marks.ts'

/**
 * A remark plugin that puts `<mark data-find="…">` around what the marks name, wherever the parser read text: across emphasis,
 * links, cells. Pieces of several marks name them all.
 */
export function markPassages({ markdown, marks }: { markdown: string; marks: Mark[] }) {
  return (tree: Root): void => {
    if (marks.length > 0) markIn(tree, markdown, marks)
  }
}

function markIn(parent: Parents, markdown: string, marks: Mark[]): void {
  const children = parent.children.flatMap((node) => {
    const start = node.position?.start.offset ?? 0
    const end = node.position?.end.offset ?? 0
    const here = marks.filter(({ span }) => span.start < end && start < span.end)
    if (here.length === 0) return [node]
    if (node.type === 'text') return markText(node, markdown, here)
    if (node.type === 'inlineCode') return [wrap(here, [node])]
    if ('children' in node) markIn(node, markdown, here)
    return [node]
  })
  // The parts of a text stand where the text may stand.
  parent.children = children
}

function markText(node: Text, markdown: string, marks: Mark[]): PhrasingContent[] {
  const places: number[] = []
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? markdown.length
  eachPlace(markdown, { value: node.value, start, end, hasEntities: true }, (character, place) => {
    for (let unit = 0; unit < character.length; unit += 1) places.push(place + unit)
  })
  return cutAtMarks(node.value, marks, places).map((stretch) => {
    const text: Text = { type: 'text', value: stretch.text }
    return stretch.marks.length === 0 ? text : wrap(stretch.marks, [text])
  })
}

/** An element of its own for what has no Markdown. */
function wrap(marks: Mark[], children: (Text | InlineCode)[]): PhrasingContent {
  return {
    type: 'emphasis',
    children,
    data: { hName: 'mark', hProperties: { dataFind: marks.map(({ key }) => key).join(' ') } },
  }
}
