import { type Database, type DuePurge, duePurges, purge, sweep, withoutTenant, withTenant, writeAudit } from '@hg/db'
import type { Logger } from '@hg/runtime'

const thingsAtOnce = 500

/** What one purge removed, by kind of data. */
export type Purged = Record<string, number>

/**
 * Removes what the clients' rules no longer keep, and what is of no use to anybody. Each step is a transaction of its own
 * and is written into the client's audit: a purge that is interrupted goes on next time.
 */
export async function purgeAll(db: Database, logger: Logger, signal?: AbortSignal): Promise<Purged> {
  const total: Purged = await withoutTenant(db, (tx) => sweep(tx))
  for (const due of await withoutTenant(db, (tx) => duePurges(tx))) {
    let removed = 0
    for (;;) {
      if (signal?.aborted) return total
      const step = await purgeStep(db, due)
      removed += step
      if (step < thingsAtOnce) break
    }
    if (removed === 0) continue
    total[due.kind] = (total[due.kind] ?? 0) + removed
    logger.info({ clientId: due.client_id, kind: due.kind, removed, cutoff: due.cutoff }, 'purged by a retention rule')
  }
  return total
}

/** Removes one page, acting as the client, and writes it down. */
async function purgeStep(db: Database, due: DuePurge): Promise<number> {
  return withTenant(db, { kind: 'client', id: due.client_id }, async (tx) => {
    const ids = await purge(tx, due, thingsAtOnce)
    if (ids.length === 0) return 0
    const change = { clientId: due.client_id, targetType: 'client', targetId: due.client_id }
    const call = { requestId: 'retention', address: null }
    if (due.kind === 'audit') {
      // The chain verifies because this row says whose details are gone.
      await writeAudit(tx, call, {
        ...change,
        action: 'audit_details.emptied',
        facts: { content: ids, addresses: ids },
      })
    } else {
      const facts = { kind: due.kind, removed: ids.length, cutoff: due.cutoff.toISOString() }
      await writeAudit(tx, call, { ...change, action: 'retention.purged', facts })
    }
    return ids.length
  })
}
