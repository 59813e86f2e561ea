import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { NotificationRow } from './notification-row.ts'

const mostCounted = 100

/** What the acting person was told in the app, newest first; one more than `limit` when there is a next page. */
export async function listNotifications(
  tx: Queryable,
  page: { limit: number; before?: string | undefined; unread?: boolean },
): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select * from notifications
    where user_id = app.actor_id('user') and channel = 'app'
      and (${page.before ?? null}::uuid is null or id < ${page.before ?? null})
      and (${page.unread ?? false}::boolean is false or read_at is null)
    order by id desc limit ${page.limit + 1}`.execute(tx)
  return rows
}

/** How much of it is unread, up to 100. */
export async function countUnread(tx: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from notifications
      where user_id = app.actor_id('user') and channel = 'app' and read_at is null
      limit ${mostCounted}
    ) unread`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Marks what the acting person has read: these, or all up to and with `through`, if that is one of theirs. */
export async function markRead(
  tx: Queryable,
  which: { ids?: string[] | undefined; through?: string | undefined },
): Promise<void> {
  await sql`
    update notifications set read_at = now()
    where user_id = app.actor_id('user') and channel = 'app' and read_at is null
      and (id = any (${which.ids ?? []}::uuid[]) or id <= (
        select t.id from notifications t
        where t.id = ${which.through ?? null}::uuid and t.user_id = app.actor_id('user') and t.channel = 'app'))`.execute(
    tx,
  )
}
