import type { IPropertiesOptions } from 'docx'

/** Names of the styles that are not Word's own headings. */
export const styleIds = {
  strong: 'Strong',
  emphasis: 'Emphasis',
  code: 'InlineCode',
  quote: 'Quote',
  block: 'CodeBlock',
}

const ink = '1F1F1F'
const heading = (size: number, before: number) => ({
  run: { size, bold: true, color: ink, font: 'Calibri' },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
})

/** Styles that a template of the client's may replace: nothing is formatted by hand. Sizes in half points. */
export function documentStyles(language: string): NonNullable<IPropertiesOptions['styles']> {
  return {
    default: {
      document: {
        run: { font: 'Calibri', size: 22, color: ink, language: { value: language } },
        paragraph: { spacing: { after: 160, line: 288 } },
      },
      title: { run: { size: 52, bold: true, color: ink, font: 'Calibri' }, paragraph: { spacing: { after: 240 } } },
      heading1: heading(36, 360),
      heading2: heading(30, 320),
      heading3: heading(26, 260),
      heading4: heading(24, 220),
      heading5: heading(22, 200),
      heading6: heading(22, 200),
      listParagraph: { paragraph: { spacing: { after: 80 } } },
      hyperlink: { run: { color: '0B5CAD', underline: {} } },
    },
    characterStyles: [
      { id: styleIds.strong, name: 'Strong', run: { bold: true } },
      { id: styleIds.emphasis, name: 'Emphasis', run: { italics: true } },
      { id: styleIds.code, name: 'Inline Code', run: { font: 'Consolas', size: 20 } },
    ],
    paragraphStyles: [
      {
        id: styleIds.quote,
        name: 'Quote',
        basedOn: 'Normal',
        run: { italics: true, color: '555555' },
        paragraph: { indent: { left: 567, right: 567 } },
      },
      {
        id: styleIds.block,
        name: 'Code Block',
        basedOn: 'Normal',
        run: { font: 'Consolas', size: 20 },
        paragraph: { spacing: { after: 160, line: 240 }, indent: { left: 284 } },
      },
    ],
  }
}
