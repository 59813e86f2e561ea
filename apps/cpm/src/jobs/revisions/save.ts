import type { Revision, RevisionRequest } from '@hg/contracts'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { addRevision } from './edit.ts'

/** Keeps an edit of a piece as its next revision, which counts from then on. */
export function saveRevision(deps: CpmDeps, ctx: Context, id: string, input: RevisionRequest): Promise<Revision> {
  const { title, meta_description, content, note = null, base_version } = input
  return addRevision(deps, ctx, id, base_version, () => ({
    title: title || null,
    meta_description: meta_description || null,
    content,
    note,
    restoredFrom: null,
  }))
}
