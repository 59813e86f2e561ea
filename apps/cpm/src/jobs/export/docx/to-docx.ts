import type { ExportedPiece } from '@hg/contracts'
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import { isRightToLeft } from '../direction.ts'
import { parseMarkdown } from '../parse-markdown.ts'
import { toBlocks } from './blocks.ts'
import { definitionsOf } from './inline.ts'
import { createNumbering } from './numbering.ts'
import { documentStyles } from './styles.ts'

/** A piece as a Word document: headings, lists, tables and emphasis by styles, the meta description as its property. */
export async function toDocx(piece: ExportedPiece): Promise<Buffer> {
  const { title, topic, meta_description, keywords, language, content } = piece
  const tree = parseMarkdown(content)
  const numbering = createNumbering()
  const bidirectional = isRightToLeft(language)
  const blocks = toBlocks(tree.children, { definitions: definitionsOf(tree), numbering, bidirectional })
  const heading =
    title === null
      ? []
      : [new Paragraph({ bidirectional, heading: HeadingLevel.TITLE, children: [new TextRun({ text: title })] })]
  const document = new Document({
    title: title ?? topic,
    creator: 'HG Content',
    description: meta_description ?? '',
    keywords: keywords.join(', '),
    styles: documentStyles(language),
    numbering: { config: numbering.config() },
    sections: [{ children: [...heading, ...blocks] }],
  })
  return Packer.toBuffer(document)
}
