import type { RestoreRequest, Revision } from '@hg/contracts'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { addRevision } from './edit.ts'
import { readRevision } from './read.ts'

/**
 * Brings the text of an earlier revision back, as the next one.
 *
 * @throws {AppError} `not_found` for a revision that there is not, and what addRevision throws
 */
export function restoreRevision(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  number: number,
  { base_version }: RestoreRequest,
): Promise<Revision> {
  return addRevision(deps, ctx, id, base_version, async (tx, row) => {
    const earlier = await readRevision(tx, row, number)
    if (!earlier) throw notFound('revision')
    const { title, meta_description, content } = earlier
    return { title, meta_description, content, note: null, restoredFrom: number }
  })
}
