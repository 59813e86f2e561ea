import type { Role } from '@hg/contracts'
import { type ExperimentRow, getExperiment, lockExperiment, type Queryable } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, notFound } from '@hg/runtime'

/**
 * An experiment that the actor has this role on.
 *
 * @throws {AppError} `not_found` for one that is not theirs to see, `forbidden` for too weak a role
 */
export async function findExperiment(tx: Queryable, id: string, needed: Role): Promise<ExperimentRow> {
  const row = await getExperiment(tx, id)
  if (!row) throw notFound('experiment')
  await requireRole(tx, row.client_id, needed, 'experiment')
  return row
}

/** The same, for a change: nobody else changes it until the transaction ends. The role is asked for again after the wait. */
export async function findExperimentToChange(
  tx: Queryable,
  id: string,
  needed: Role = 'admin',
): Promise<ExperimentRow> {
  await findExperiment(tx, id, needed)
  await lockExperiment(tx, id)
  return findExperiment(tx, id, needed)
}

/**
 * A draft that the actor may change, as they saw it.
 *
 * @throws {AppError} `not_found`, `forbidden`; `conflict` for one that was started or changed in the meantime
 */
export async function findDraft(tx: Queryable, id: string, baseRevision: number): Promise<ExperimentRow> {
  const row = await findExperimentToChange(tx, id)
  if (row.state !== 'draft')
    throw new AppError('conflict', 'The experiment was started: nothing of it changes any more.')
  if (row.revision !== baseRevision)
    throw new AppError('conflict', 'Somebody else changed the draft in the meantime. Look at it again.', {
      fields: [{ path: 'base_revision', message: `must be ${row.revision}, the latest revision` }],
    })
  return row
}
