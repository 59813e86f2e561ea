import type { ExportedPiece, ExportFormat, FieldError, ManyExportQuery } from '@hg/contracts'
import { withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { Readable } from 'node:stream'
import yazl from 'yazl'
import type { CpmDeps } from '../../deps.ts'
import type { TextThreads } from '../../threads/text-threads.ts'
import { type ExportedFile, writeFile } from './export-piece.ts'
import { findPiece } from './find-piece.ts'

/** In an archive where a piece stands as Markdown in place of what was asked for. */
const noticeName = 'NOT-AS-ASKED.txt'

/**
 * Several pieces as files of one zip. All of them, or none: which one is missing or has no text is said before the first
 * byte. One that cannot be laid out is there as Markdown, and a note beside it says why. Should one be removed while the
 * archive is made, the stream breaks off, so that half of it never looks whole.
 *
 * @throws {AppError} `not_found`, `job_not_ready`
 */
export async function exportPieces(deps: CpmDeps, ctx: Context, { ids, format }: ManyExportQuery): Promise<Readable> {
  const find = (id: string) => withTenant(deps.db, ctx.actor, (tx) => findPiece(tx, id), { snapshot: true })
  await requireTexts(ids, find)
  const zip = new yazl.ZipFile()
  const output = Readable.from(zip.outputStream, { objectMode: false })
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  zip.on('error', fail)
  void (async () => {
    const notices: string[] = []
    for (const id of ids) {
      const piece = await find(id)
      const { file, notice } = await writeSomehow(deps.threads, piece, format)
      zip.addBuffer(file.bytes, file.name, { mtime: new Date(piece.revised_at) })
      if (notice !== null) notices.push(notice)
    }
    if (notices.length > 0) zip.addBuffer(Buffer.from(`${notices.join('\n')}\n`), noticeName)
    zip.end()
  })().catch(fail)
  return output
}

/** @throws {AppError} `job_not_ready` with all that have no text, by their place among the ids */
async function requireTexts(ids: string[], find: (id: string) => Promise<ExportedPiece>): Promise<void> {
  const fields: FieldError[] = []
  for (const [index, id] of ids.entries()) {
    try {
      await find(id)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'job_not_ready') throw error
      fields.push({ path: `ids.${index}`, message: error.message })
    }
  }
  if (fields.length === 0) return
  const detail = `${fields.length} of the ${ids.length} pieces ${fields.length === 1 ? 'has' : 'have'} no text.`
  throw new AppError('job_not_ready', ids.length === 1 ? fields[0]?.message : detail, { fields })
}

async function writeSomehow(
  threads: TextThreads,
  piece: ExportedPiece,
  format: ExportFormat,
): Promise<{ file: ExportedFile; notice: string | null }> {
  try {
    return { file: await writeFile(threads, piece, format), notice: null }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unprocessable') throw error
    const file = await writeFile(threads, piece, 'markdown')
    return { file, notice: `${file.name}: ${error.message}` }
  }
}
