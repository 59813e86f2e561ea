import type { MovePlan, MovePreview } from '@hg/contracts'
import { withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../../deps.ts'
import { planMove } from './plan-move.ts'
import { readMoveChanges, toPreview } from './read-changes.ts'

/**
 * What moving a client, or all customers of an agency, would change. Nothing is changed yet.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable`, `client_archived`
 */
export async function previewMove(deps: SmmDeps, ctx: Context, id: string, input: MovePlan): Promise<MovePreview> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => toPreview(await readMoveChanges(tx, await planMove(tx, id, input, { lock: false }))),
    { snapshot: true },
  )
}
