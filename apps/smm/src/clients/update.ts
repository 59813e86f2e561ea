import type { ClientDetails, ClientUpdate } from '@hg/contracts'
import { findClient, lockClients, updateClient, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { changedFields } from './changed-fields.ts'
import { presentDetails } from './present.ts'
import { toClientRefusal } from './refusals.ts'

/**
 * Changes a client's name, slug or facts. A former slug goes on leading to the client.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when the client is at another version or the slug is taken
 */
export async function changeClient(
  deps: SmmDeps,
  ctx: Context,
  id: string,
  { base_version, ...input }: ClientUpdate,
): Promise<ClientDetails> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, id, 'admin', 'client')
    await lockClients(tx, [id])
    const before = await findClient(tx, { id })
    if (!before) throw notFound('client')
    if (before.version !== base_version) {
      const stale = { current: presentDetails(before), yours: input }
      throw new AppError('conflict', 'Somebody else changed this client in the meantime.', { stale })
    }

    await updateClient(tx, id, base_version, input)
    const named = changedFields(before, { name: input.name, slug: input.slug })
    const facts = input.facts && changedFields(before.metadata, input.facts, { removed: true })
    const target = { clientId: id, targetType: 'client', targetId: id, label: input.name ?? before.name }
    if (named) await writeAudit(tx, ctx, { ...target, action: 'client.renamed', ...named })
    if (facts) await writeAudit(tx, ctx, { ...target, action: 'client.facts_changed', ...facts })

    const after = await findClient(tx, { id })
    if (!after) throw notFound('client')
    return presentDetails(after)
  }).catch((error: unknown) => {
    throw toClientRefusal(error)
  })
}
