import type { ClientType, MovePlan } from '@hg/contracts'
import { findClient, listMoveTargets, lockClients, type MoveTargetRow, type Queryable } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, notFound } from '@hg/runtime'
import { requireRoleAbove } from '../require-role-above.ts'

/** Who moves from where to where. */
export interface PlannedMove {
  targets: MoveTargetRow[]
  /** The client above all of them now. */
  fromId: string
  fromType: 'root' | 'agency'
  destination: { id: string; name: string; type: 'root' | 'agency' }
}

/**
 * Works out what a request would move, and refuses what cannot be. The rows are locked from here on when asked for.
 *
 * @throws {AppError} `not_found`, `forbidden`; `unprocessable` for what stays where it is or cannot stand there;
 * `client_archived` for an archived destination
 */
export async function planMove(
  tx: Queryable,
  clientId: string,
  { parent_id, scope }: MovePlan,
  options: { lock: boolean },
): Promise<PlannedMove> {
  await requireRole(tx, clientId, 'admin', 'client')
  await requireRole(tx, parent_id, 'admin', 'client')
  if (options.lock) await lock(tx, clientId, parent_id, scope)
  const [client, place] = [await findClient(tx, { id: clientId }), await findClient(tx, { id: parent_id })]
  if (!client || !place) throw notFound('client')

  requireMovable(client.type, scope)
  if (place.type !== 'root' && place.type !== 'agency')
    throw refuseParent('must name an agency or the root: nothing stands below this client')
  if (place.archived) {
    const fields = [{ path: 'parent_id', message: 'must name a client that is not archived' }]
    throw new AppError('client_archived', 'The place to move to is archived. Restore it first.', { fields })
  }
  const fromId = scope === 'client' ? await requireRoleAbove(tx, client.parent_id) : client.id
  if (fromId === place.id) throw refuseParent('must name another place than the present one')

  const targets = await listMoveTargets(tx, clientId, scope)
  if (targets.length === 0) throw new AppError('unprocessable', 'There is no client below this one to move.')
  const fromType = scope === 'customers' || client.type === 'customer' ? 'agency' : 'root'
  return { targets, fromId, fromType, destination: { id: place.id, name: place.name, type: place.type } }
}

/** Locks before looking: what moves is read again afterwards, and is what it will be until the transaction ends. */
async function lock(tx: Queryable, clientId: string, parentId: string, scope: MovePlan['scope']): Promise<void> {
  const targets = await listMoveTargets(tx, clientId, scope)
  await lockClients(tx, [...targets.map(({ id }) => id), clientId, parentId])
}

function requireMovable(type: ClientType, scope: MovePlan['scope']): void {
  if (scope === 'client' && type !== 'customer' && type !== 'direct')
    throw new AppError(
      'unprocessable',
      'Only customers and direct clients move. The customers of an agency can move together.',
    )
  if (scope === 'customers' && type !== 'agency')
    throw new AppError('unprocessable', 'Only the customers of an agency can move together.')
}

function refuseParent(message: string): AppError {
  return new AppError('unprocessable', 'The client cannot stand there.', { fields: [{ path: 'parent_id', message }] })
}
