import type { ExportedPiece, ExportFormat } from '@hg/contracts'
import { toDocx } from './docx/to-docx.ts'
import { toHtml } from './to-html.ts'

/** The formats that a piece's Markdown is parsed for. */
export type LaidOutFormat = Extract<ExportFormat, 'html' | 'docx'>

const writers: Record<LaidOutFormat, (piece: ExportedPiece) => Promise<string | Uint8Array>> = {
  html: toHtml,
  docx: toDocx,
}

/** A piece in a format that has a layout. Takes as long as its text is complicated: made in a thread of its own. */
export function layOut(piece: ExportedPiece, format: LaidOutFormat): Promise<string | Uint8Array> {
  return writers[format](piece)
}
