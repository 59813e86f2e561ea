import { type ExportedPiece, type ExportFormat, type ExportQuery, markdownTrouble } from '@hg/contracts'
import { withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { type TextThreads, TextTooHard } from '../../threads/text-threads.ts'
import { fileName } from './file-name.ts'
import { findPiece } from './find-piece.ts'
import { toMarkdown } from './to-markdown.ts'

export interface ExportedFile {
  name: string
  contentType: string
  bytes: Buffer
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
 * @throws {AppError} `not_found`, `job_not_ready` when there is no text, `unprocessable` when it cannot be laid out
 */
export async function exportPiece(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  { format, revision }: ExportQuery,
): Promise<ExportedFile> {
  const piece = await withTenant(deps.db, ctx.actor, (tx) => findPiece(tx, id, revision), { snapshot: true })
  return writeFile(deps.threads, piece, format)
}

/**
 * A piece in a format.
 *
 * @throws {AppError} `unprocessable` when its Markdown cannot be laid out
 */
export async function writeFile(
  threads: TextThreads,
  piece: ExportedPiece,
  format: ExportFormat,
): Promise<ExportedFile> {
  return {
    name: fileName(piece, format),
    contentType: contentTypes[format],
    bytes: await bytesOf(threads, piece, format),
  }
}

async function bytesOf(threads: TextThreads, piece: ExportedPiece, format: ExportFormat): Promise<Buffer> {
  if (format === 'markdown') return Buffer.from(toMarkdown(piece))
  if (format === 'json') return Buffer.from(`${JSON.stringify(piece, null, 2)}\n`)
  const trouble = markdownTrouble(piece.content)
  if (trouble !== null) throw notLaidOut(`it has ${trouble}`)
  try {
    return await threads.layOut(piece, format)
  } catch (error) {
    if (!(error instanceof TextTooHard)) throw error
    throw notLaidOut(error.message)
  }
}

function notLaidOut(why: string): AppError {
  return new AppError('unprocessable', `The piece cannot be laid out: ${why}. It can be had as Markdown.`)
}
