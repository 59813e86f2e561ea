import type { AuditHead } from '@hg/contracts'
import { chainHead, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

/**
 * The last link of a client's chain: whoever keeps it can later prove that nothing before it was changed or cut off.
 *
 * @throws {AppError} `not_found` also where nothing is sealed yet, `forbidden`
 */
export async function getAuditHead(deps: SmmDeps, ctx: Context, clientId: string): Promise<AuditHead> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'admin', 'client')
    const head = await chainHead(tx, clientId)
    if (!head) throw notFound('sealed change')
    return { chain: clientId, seq: String(head.seq), hash: head.hash.toString('hex') }
  })
}
