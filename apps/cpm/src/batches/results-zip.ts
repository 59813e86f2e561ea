import { latestBatchJobs, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { Readable } from 'node:stream'
import type { CpmDeps } from '../deps.ts'
import { exportPieces } from '../jobs/export/export-pieces.ts'
import { readBatch } from './get.ts'

/**
 * The pieces of a batch that are written, each as a Markdown file.
 *
 * @throws {AppError} `not_found`, `job_not_ready` when none is written yet, or a text was removed
 */
export async function zipResults(deps: CpmDeps, ctx: Context, id: string): Promise<Readable> {
  const { client_id: clientId } = await readBatch(deps, ctx, id)
  const latest = await withTenant(deps.db, ctx.actor, (tx) => latestBatchJobs(tx, { id, clientId }))
  const ids = latest.filter((job) => job.status === 'completed').map((job) => job.id)
  if (ids.length === 0) throw new AppError('job_not_ready', 'No piece of the batch is written yet.')
  return exportPieces(deps, ctx, { ids, format: 'markdown' })
}
