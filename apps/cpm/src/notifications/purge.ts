import { type Database, purgeNotices, withoutTenant } from '@hg/db'
import type { Logger } from '@hg/runtime'

const dayMs = 86_400_000
/** How long the app shows what it told, and how long it is known what was sent. */
const [shownDays, sentDays] = [90, 30]

/** Removes notifications that are too old to be of use to anybody. */
export async function purgeOldNotices(db: Database, logger: Logger): Promise<void> {
  const before = (days: number) => new Date(Date.now() - days * dayMs)
  const removed = await withoutTenant(db, (tx) =>
    purgeNotices(tx, { shown: before(shownDays), ended: before(sentDays) }),
  )
  if (removed > 0) logger.info({ removed }, 'old notifications removed')
}
