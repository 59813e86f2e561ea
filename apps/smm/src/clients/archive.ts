import type { ClientDetails } from '@hg/contracts'
import { archiveClient, findClient, lockClients, violates, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { presentDetails } from './present.ts'
import { requireRoleAbove } from './require-role-above.ts'

/**
 * Archives or restores a client: while it, or a client above it, is archived, it takes no new content. What was accepted
 * is still written. Doing it twice changes nothing.
 *
 * @throws {AppError} `not_found`; `forbidden` without the role of an admin on the client above; `unprocessable` for the
 * root, and for who was erased
 */
export async function setArchived(deps: SmmDeps, ctx: Context, id: string, archive: boolean): Promise<ClientDetails> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, id, 'viewer', 'client')
    await lockClients(tx, [id])
    const before = await findClient(tx, { id })
    if (!before) throw notFound('client')
    if (before.type === 'root') throw new AppError('unprocessable', 'The root of the tree cannot be archived.')
    await requireRoleAbove(tx, before.parent_id)
    if ((before.archived_at !== null) === archive) return presentDetails(before)

    await archiveClient(tx, id, archive).catch((error: unknown) => {
      if (!violates(error, 'clients_erased_stay_archived')) throw error
      throw new AppError('unprocessable', 'This client was erased: there is nothing to restore.', { cause: error })
    })
    await writeAudit(tx, ctx, {
      clientId: id,
      action: archive ? 'client.archived' : 'client.restored',
      targetType: 'client',
      targetId: id,
      label: before.name,
    })
    const after = await findClient(tx, { id })
    if (!after) throw notFound('client')
    return presentDetails(after)
  })
}
