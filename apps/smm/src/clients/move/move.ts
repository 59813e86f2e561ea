import type { MoveChanges, MoveDone, MoveRequest } from '@hg/contracts'
import { moveClients, type Queryable, violates, withTenant, writeAudits } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { SmmDeps } from '../../deps.ts'
import { endExperiments } from './end-experiments.ts'
import { type PlannedMove, planMove } from './plan-move.ts'
import { readMoveChanges, toPreview } from './read-changes.ts'

/**
 * Moves a client, or all customers of an agency, in one transaction, if what the preview showed is still so. Their ids
 * stay, and with them everything they own.
 *
 * @throws {AppError} `conflict` with the present preview when anything of it changed; `last_owner`; `not_found`,
 * `forbidden`, `unprocessable`, `client_archived`
 */
export async function moveConfirmed(deps: SmmDeps, ctx: Context, id: string, input: MoveRequest): Promise<MoveDone> {
  const { confirmation, ...request } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const plan = await planMove(tx, id, request, { lock: true })
    const found = await readMoveChanges(tx, plan)
    if (found.confirmation !== confirmation) {
      const stale = { current: toPreview(found), yours: { confirmation } }
      throw new AppError('conflict', 'What this move changes is not what you confirmed. Look at it again.', { stale })
    }
    if (found.changes.ownerless.total > 0) throw ownerless(found.changes)
    const ids = plan.targets.map((target) => target.id)
    const moved = await moveClients(tx, ids, plan.destination.id).catch((error: unknown) => {
      // An owner went between the look and the move.
      throw violates(error, 'memberships_last_owner') ? ownerless(found.changes, error) : error
    })
    await auditMove(tx, ctx, plan)
    await endExperiments(tx, ctx, found.experiments)
    return { moved, parent_id: plan.destination.id }
  })
}

function ownerless({ ownerless: { total, items }, destination }: MoveChanges, cause?: unknown): AppError {
  const who = total === 1 ? (items[0]?.name ?? 'The client') : total === 0 ? 'A client' : `${total} clients`
  return new AppError(
    'last_owner',
    `${who} would be left without an owner: nobody owns ${destination.name} or a client above it. Make somebody an owner first.`,
    { cause },
  )
}

/** Every moved client tells where it came from and went to, and both places who left and who came. */
async function auditMove(tx: Queryable, ctx: Context, { targets, fromId, destination }: PlannedMove): Promise<void> {
  const ofClient = (id: string) => ({ clientId: id, targetType: 'client', targetId: id })
  const places = { from: fromId, to: destination.id }
  const clients = targets.map(({ id }) => id)
  const type = destination.type === 'root' ? 'direct' : 'customer'
  await writeAudits(tx, ctx, [
    { ...ofClient(fromId), action: 'client.left', facts: { ...places, clients } },
    { ...ofClient(destination.id), action: 'client.joined', facts: { ...places, clients } },
    ...targets.map((target) => ({
      ...ofClient(target.id),
      action: 'client.moved' as const,
      label: target.name,
      before: { type: target.type, parent: target.parent_name },
      after: { type, parent: destination.name },
      facts: places,
    })),
  ])
}
