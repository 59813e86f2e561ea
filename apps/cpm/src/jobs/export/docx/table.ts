import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table as WordTable,
  TableCell,
  TableRow,
  WidthType,
} from 'docx'
import type { AlignType, Table, TableCell as Cell } from 'mdast'
import { type Definitions, toRuns } from './inline.ts'

const line = { style: BorderStyle.SINGLE, size: 4, color: 'BFBFBF' }
const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }

/** A table over the whole width whose head is repeated on each page. */
export function toTable(table: Table, definitions: Definitions, bidirectional: boolean): WordTable {
  const columns = Math.max(1, ...table.children.map(({ children }) => children.length))
  const cell = (content: Cell | undefined, align: AlignType | undefined, isHead: boolean) =>
    new TableCell({
      width: { size: 100 / columns, type: WidthType.PERCENTAGE },
      ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: 'F2F2F2' } } : {}),
      children: [
        new Paragraph({
          bidirectional,
          spacing: { after: 0 },
          ...(align ? { alignment: alignments[align] } : {}),
          children: toRuns(content?.children ?? [], definitions, isHead ? { style: 'Strong' } : {}),
        }),
      ],
    })
  return new WordTable({
    width: { size: 100, type: WidthType.PERCENTAGE },
    visuallyRightToLeft: bidirectional,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: table.children.map(
      ({ children }, row) =>
        new TableRow({
          tableHeader: row === 0,
          cantSplit: true,
          children: Array.from({ length: columns }, (_, column) =>
            cell(children[column], table.align?.[column], row === 0),
          ),
        }),
    ),
  })
}
