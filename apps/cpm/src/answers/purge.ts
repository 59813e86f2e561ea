import { type Database, purgeAnswers, withoutTenant } from '@hg/db'
import type { Logger } from '@hg/runtime'

/** Removes the answers that are too old to be used again. */
export async function purgeOldAnswers(db: Database, logger: Logger): Promise<void> {
  const removed = await withoutTenant(db, purgeAnswers)
  if (removed > 0) logger.info({ removed }, 'old answers removed from the cache')
}
