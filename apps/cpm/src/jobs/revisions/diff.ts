import type { RevisionDiff } from '@hg/contracts'
import { withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import { diffLines } from 'diff'
import type { CpmDeps } from '../../deps.ts'
import { requireJob, requireRevision } from './list.ts'

/** Beyond this many differing lines the texts count as replaced as a whole: comparing costs their product. */
const maxEditLength = 2000

/**
 * Where two revisions of a piece differ, line by line.
 *
 * @throws {AppError} `not_found`, `job_not_ready` while there is no text
 */
export async function compareRevisions(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  { from, to }: { from: number; to: number },
): Promise<RevisionDiff> {
  const [before, after] = await withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await requireJob(tx, id)
    return [await requireRevision(tx, row, from), await requireRevision(tx, row, to)] as const
  })
  return {
    from,
    to,
    title: stretches(before.title, after.title),
    meta_description: stretches(before.meta_description, after.meta_description),
    content: stretches(before.content, after.content),
  }
}

function stretches(before: string | null, after: string | null): RevisionDiff['title'] {
  const [old, now] = [before ?? '', after ?? '']
  const changes = diffLines(old, now, { maxEditLength })
  const all: RevisionDiff['title'] = changes?.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  })) ?? [
    { kind: 'removed', text: old },
    { kind: 'added', text: now },
  ]
  return all.filter(({ text }) => text !== '')
}
