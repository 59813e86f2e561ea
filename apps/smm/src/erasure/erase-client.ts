import type { ErasedClient, EraseClientRequest } from '@hg/contracts'
import { eraseClient as erase, type EraseRefusal, findClient, violates, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

const reasons: Record<EraseRefusal, string> = {
  root: 'The root client cannot be erased.',
  erased: 'This client has been erased already.',
  not_archived: 'Archive the client first: what is still in use is not erased.',
  jobs_under_way: 'Content of this client is still being written. Cancel it or wait for it.',
}

/**
 * Erases a client and everything below it for good: names, facts, strategies, templates, keys, content and roles. Ids and
 * figures stay, and the audit’s chains verify. For owners, of an archived client.
 *
 * @throws {AppError} `not_found`, `forbidden`, `invalid_request` for another slug, `unprocessable`,
 * `last_owner`
 */
export async function eraseClient(
  deps: SmmDeps,
  ctx: Context,
  input: EraseClientRequest & { client_id: string },
): Promise<ErasedClient> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, input.client_id, 'owner', 'client')
    const client = await findClient(tx, { id: input.client_id })
    if (!client) throw notFound('client')
    if (input.confirm !== client.slug) {
      const fields = [{ path: 'confirm', message: `must be the client’s slug, ${client.slug}` }]
      throw new AppError('invalid_request', undefined, { fields })
    }
    const went = await erase(tx, input.client_id, ctx.requestId)
    if (!went) throw notFound('client')
    if ('refused' in went) throw new AppError('unprocessable', reasons[went.refused])
    return went
  }).catch((error: unknown) => {
    if (!violates(error, 'memberships_last_owner')) throw error
    const detail =
      'Nobody owns a client above this one: somebody there has to answer for what stays. Make one an owner first.'
    throw new AppError('last_owner', detail, { cause: error })
  })
}
