import type { ManyExportQuery } from '@hg/contracts'
import { withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import { Readable } from 'node:stream'
import yazl from 'yazl'
import type { CpmDeps } from '../../deps.ts'
import { writeFile } from './export-piece.ts'
import { findPiece } from './find-piece.ts'

/**
 * Several pieces as files of one zip. All of them, or none: which one is missing or has no text is said before the first
 * byte. Should one be removed while the archive is made, the stream breaks off, so that half of it never looks whole.
 *
 * @throws {AppError} `not_found`, `job_not_ready`
 */
export async function exportPieces(deps: CpmDeps, ctx: Context, { ids, format }: ManyExportQuery): Promise<Readable> {
  const find = (id: string) => withTenant(deps.db, ctx.actor, (tx) => findPiece(tx, id), { snapshot: true })
  for (const id of ids) await find(id)
  const zip = new yazl.ZipFile()
  const output = Readable.from(zip.outputStream, { objectMode: false })
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  zip.on('error', fail)
  void (async () => {
    for (const id of ids) {
      const piece = await find(id)
      const { name, bytes } = await writeFile(piece, format)
      zip.addBuffer(bytes, name, { mtime: new Date(piece.revised_at) })
    }
    zip.end()
  })().catch(fail)
  return output
}
