import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { NotificationRow } from './notification-row.ts'

/**
 * Works out who is told of up to `page` events of all tenants, and groups it.
 *
 * @param options.digestMs pieces that end so soon after the first are told together
 * @returns how many events it took; fewer than `page` when none is left
 */
export async function fanOutNotices(db: Queryable, options: { page: number; digestMs: number }): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    select app.fan_out_notices(${options.page}, ${options.digestMs} * interval '1 millisecond') as taken`.execute(db)
  return rows[0]?.taken ?? 0
}

/** A message that a worker has taken: ids only. It goes to a person by mail, or to a client's channel in Slack. */
export type TakenNotice = { letter: string } & (
  | { channel: 'email'; user_id: string; slack_client_id: null }
  | { channel: 'slack'; user_id: null; slack_client_id: string }
)

/** Takes due messages of all tenants, each for `leaseMs`. */
export async function takeNotices(db: Queryable, options: { limit: number; leaseMs: number }): Promise<TakenNotice[]> {
  const { rows } = await sql<TakenNotice>`
    select letter, channel, user_id, slack_client_id
    from app.take_notices(${options.limit}, ${options.leaseMs} * interval '1 millisecond')`.execute(db)
  return rows
}

/** What is in a message that was taken, as its receiver may see it; oldest first. */
export async function readLetter(tx: Queryable, letter: string): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select * from notifications where letter = ${letter} and status = 'sending' order by first_at, id`.execute(tx)
  return rows
}

/** What became of a message: it went out, it is tried again at a time, or it is given up. */
export type NoticeVerdict =
  { status: 'sent' } | { status: 'waiting'; error: string; dueAt: Date } | { status: 'failed'; error: string }

/** Notes what became of a message. False when it had been ended meanwhile. */
export async function noteLetter(tx: Queryable, letter: string, verdict: NoticeVerdict): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update notifications set status = ${verdict.status},
      sent_at = case when ${verdict.status}::text = 'sent' then now() end,
      last_error = ${verdict.status === 'sent' ? null : verdict.error},
      due_at = ${verdict.status === 'waiting' ? verdict.dueAt : null}
    where letter = ${letter} and status = 'sending'`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Says that calls to a provider keep failing; true when that is news. */
export async function noteProviderDown(db: Queryable, provider: string): Promise<boolean> {
  const { rows } = await sql<{ is_news: boolean }>`select app.note_provider_down(${provider}) as is_news`.execute(db)
  return rows[0]?.is_news ?? false
}

/** Removes what was told, of all tenants; says how much. */
export async function purgeNotices(db: Queryable, before: { shown: Date; ended: Date }): Promise<number> {
  const { rows } = await sql<{ removed: number }>`
    select app.purge_notices(${before.shown}, ${before.ended}) as removed`.execute(db)
  return rows[0]?.removed ?? 0
}
