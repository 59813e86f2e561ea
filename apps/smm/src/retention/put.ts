import { type PutRetentionRequest, type Retention, retentionKind } from '@hg/contracts'
import { ownRetention, setRetention, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { readRetention } from './get.ts'

/**
 * Sets a client's own rules, which hold for everything below it that has none. Kinds that are not named stay.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function putRetention(
  deps: SmmDeps,
  ctx: Context,
  input: PutRetentionRequest & { client_id: string },
): Promise<Retention> {
  const { client_id, ...rules } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'admin', 'client')
    const before = await ownRetention(tx, client_id)
    for (const kind of retentionKind.options) {
      const days = rules[kind]
      if (days !== undefined) await setRetention(tx, client_id, kind, days)
    }
    const after = await ownRetention(tx, client_id)
    const changed = retentionKind.options.filter((kind) => before[kind] !== after[kind])
    if (changed.length > 0) {
      const pick = (from: typeof before) => Object.fromEntries(changed.map((kind) => [kind, from[kind] ?? null]))
      await writeAudit(tx, ctx, {
        clientId: client_id,
        action: 'retention.changed',
        targetType: 'client',
        targetId: client_id,
        before: pick(before),
        after: pick(after),
      })
    }
    return readRetention(tx, client_id)
  })
}
