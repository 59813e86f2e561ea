import { ExternalHyperlink, type IRunOptions, type ParagraphChild, TextRun } from 'docx'
import type { Definition, PhrasingContent, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { styleIds } from './styles.ts'

/** How the text around a piece of text is set. */
type Look = Pick<IRunOptions, 'style' | 'bold' | 'italics' | 'strike'>

/** The targets of a tree's reference links, by identifier; of several the first counts, as in Markdown. */
export type Definitions = ReadonlyMap<string, Definition>

export function definitionsOf(tree: Root): Definitions {
  const found = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!found.has(node.identifier)) found.set(node.identifier, node)
  })
  return found
}

/** Text with its emphasis and links as Word has them. Pictures are named, not fetched; raw HTML is left out. */
export function toRuns(nodes: PhrasingContent[], definitions: Definitions, look: Look = {}): ParagraphChild[] {
  return nodes.flatMap((node): ParagraphChild[] => {
    const inside = (children: PhrasingContent[], more: Look) => toRuns(children, definitions, { ...look, ...more })
    switch (node.type) {
      case 'text':
        return [run(node.value, look)]
      case 'strong':
        return inside(node.children, look.style ? { bold: true } : { style: styleIds.strong })
      case 'emphasis':
        return inside(node.children, look.style ? { italics: true } : { style: styleIds.emphasis })
      case 'delete':
        return inside(node.children, { strike: true })
      case 'inlineCode':
        return [run(node.value, { ...look, style: styleIds.code })]
      case 'break':
        return [new TextRun({ break: 1 })]
      case 'link':
        return linked(node.url, inside(node.children, {}), look, node.children, definitions)
      case 'linkReference':
        return linked(
          definitions.get(node.identifier)?.url,
          inside(node.children, {}),
          look,
          node.children,
          definitions,
        )
      case 'image':
      case 'imageReference':
        return [run(`[Picture${node.alt ? `: ${node.alt}` : ''}]`, { ...look, italics: true })]
      case 'footnoteReference':
        return [new TextRun({ text: node.label ?? node.identifier, superScript: true })]
      case 'html':
        return []
    }
  })
}

function linked(
  url: string | undefined,
  plain: ParagraphChild[],
  look: Look,
  children: PhrasingContent[],
  definitions: Definitions,
): ParagraphChild[] {
  // Addresses within the client's own site stay text: a document has no site around it.
  if (url === undefined || !/^(https?:\/\/|mailto:|tel:)/i.test(url) || !URL.canParse(url)) return plain
  return [
    new ExternalHyperlink({
      link: new URL(url).href,
      children: toRuns(children, definitions, { ...look, style: 'Hyperlink' }),
    }),
  ]
}

/** XML knows no control characters. */
function run(text: string, look: Look): TextRun {
  return new TextRun({
    text: text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll(/\s*\n\s*/g, ' '),
    ...look,
  })
}
