import type { NotificationPage, NotificationsQuery, ReadNotificationsRequest } from '@hg/contracts'
import { countUnread, type Database, listNotifications, markRead, withTenant } from '@hg/db'
import { readIdCursor, writeIdCursor } from '@hg/http'
import type { Context } from '@hg/runtime'
import { requirePerson } from './require-person.ts'
import { toNotices } from './to-notices.ts'

/**
 * What the acting person was told in the app, newest first, as far as they may still see the client.
 *
 * @throws {AppError} `not_found` for an actor that is no person
 */
export async function listOwnNotifications(
  deps: { db: Database },
  ctx: Context,
  input: NotificationsQuery,
): Promise<NotificationPage> {
  const { limit } = input
  const before = readIdCursor(input.cursor)
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requirePerson(tx)
      const rows = await listNotifications(tx, { limit, before, unread: input.unread === 'true' })
      const shown = rows.slice(0, limit)
      const notices = await toNotices(tx, shown)
      const items = shown.flatMap(({ id, read_at }, index) => {
        const notice = notices[index]
        return notice ? [{ ...notice, id, read_at: read_at?.toISOString() ?? null }] : []
      })
      return {
        items,
        next_cursor: rows.length > limit ? writeIdCursor(shown.at(-1)) : null,
        unread_count: await countUnread(tx),
      }
    },
    { snapshot: true },
  )
}

/** Marks what the acting person has read; ids that are not theirs are passed over. */
export async function readNotifications(
  deps: { db: Database },
  ctx: Context,
  input: ReadNotificationsRequest,
): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    await requirePerson(tx)
    await markRead(tx, input)
  })
}
