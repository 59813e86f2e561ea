import { type Database, purgeDeliveries, withoutTenant } from '@hg/db'
import type { Logger } from '@hg/runtime'

const keptMs = 30 * 86_400_000

/** Removes the record of deliveries that ended more than 30 days ago. */
export async function purgeOldDeliveries(db: Database, logger: Logger): Promise<void> {
  const removed = await withoutTenant(db, (tx) => purgeDeliveries(tx, new Date(Date.now() - keptMs)))
  if (removed > 0) logger.info({ removed }, 'old webhook deliveries removed')
}
