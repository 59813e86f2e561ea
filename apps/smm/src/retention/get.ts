import { type Retention, retentionKind } from '@hg/contracts'
import { lastPurges, ownRetention, type Queryable, retentionOf, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

/**
 * How long a client's data is kept, who says so, and what the last purges removed (that for admins only).
 *
 * @throws {AppError} `not_found`
 */
export async function getRetention(deps: SmmDeps, ctx: Context, clientId: string): Promise<Retention> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'viewer', 'client')
    return readRetention(tx, clientId)
  })
}

/** The same within a transaction that has authorised its actor. */
export async function readRetention(tx: Queryable, clientId: string): Promise<Retention> {
  const [holding, own, purges] = [
    await retentionOf(tx, clientId),
    await ownRetention(tx, clientId),
    await lastPurges(tx, clientId),
  ]
  return {
    rules: retentionKind.options.map((kind) => {
      const rule = holding.find((one) => one.kind === kind)
      const client = rule?.client_id != null ? { id: rule.client_id, name: rule.client_name ?? '' } : null
      return { kind, days: rule?.days ?? null, own: own[kind] !== undefined, client }
    }),
    purges: purges.map(({ kind, removed, cutoff, purged_at }) => ({
      kind,
      removed,
      cutoff: cutoff.toISOString(),
      purged_at: purged_at.toISOString(),
    })),
  }
}
