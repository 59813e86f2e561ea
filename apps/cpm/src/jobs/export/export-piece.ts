import type { ExportedPiece, ExportFormat, ExportQuery } from '@hg/contracts'
import { withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { toDocx } from './docx/to-docx.ts'
import { fileName } from './file-name.ts'
import { findPiece } from './find-piece.ts'
import { toHtml } from './to-html.ts'
import { toMarkdown } from './to-markdown.ts'

export interface ExportedFile {
  name: string
  contentType: string
  bytes: Buffer
}

const writers: Record<ExportFormat, (piece: ExportedPiece) => string | Buffer | Promise<string | Buffer>> = {
  markdown: toMarkdown,
  html: toHtml,
  docx: toDocx,
  json: (piece) => `${JSON.stringify(piece, null, 2)}\n`,
}

export const contentTypes: Record<ExportFormat, string> = {
  markdown: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
}

/**
 * A piece as a file: its latest revision, or the named one.
 *
 * @throws {AppError} `not_found`, `job_not_ready` when there is no text
 */
export async function exportPiece(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  { format, revision }: ExportQuery,
): Promise<ExportedFile> {
  const piece = await withTenant(deps.db, ctx.actor, (tx) => findPiece(tx, id, revision), { snapshot: true })
  return writeFile(piece, format)
}

/** A piece in a format. */
export async function writeFile(piece: ExportedPiece, format: ExportFormat): Promise<ExportedFile> {
  const written = await writers[format](piece)
  return { name: fileName(piece, format), contentType: contentTypes[format], bytes: Buffer.from(written) }
}
