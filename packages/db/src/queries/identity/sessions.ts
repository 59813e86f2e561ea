import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** How many sessions a person has at most; the one that was used least recently gives way. */
const most = 50

export interface SessionRow {
  id: string
  address: string | null
  user_agent: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}

/** Begins a session of the acting person and returns its id. Ended ones go, and the oldest of too many. */
export async function startSession(
  tx: Queryable,
  session: { address: string | null; userAgent: string; seconds: number },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with gone as (
      delete from sessions
      where user_id = app.actor_id('user') and (expires_at <= now() or id in (
        select id from sessions where user_id = app.actor_id('user') order by last_seen_at desc offset ${most - 1}
      ))
    )
    insert into sessions (user_id, address, user_agent, expires_at)
    values (app.actor_id('user'), ${session.address}, left(${session.userAgent}, 400), now() + make_interval(secs => ${session.seconds}))
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** The acting person's sessions that live, the latest first. */
export async function listSessions(tx: Queryable): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, address, user_agent, created_at, last_seen_at, expires_at
    from sessions
    where user_id = app.actor_id('user') and expires_at > now()
    order by last_seen_at desc, id
    limit ${most}`.execute(tx)
  return rows
}

/** Ends sessions of the acting person, `only` one or all `except` one, and returns the ids of those that ended. */
export async function endSessions(
  tx: Queryable,
  which: { only?: string; except?: string | undefined } = {},
): Promise<string[]> {
  const { only, except } = which
  const { rows } = await sql<{ id: string }>`
    delete from sessions
    where user_id = app.actor_id('user')
      and ${only === undefined ? sql`true` : sql`id = ${only}`}
      and ${except === undefined ? sql`true` : sql`id <> ${except}`}
    returning id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Whether a session lives; notes when and from where it was used. Asked before anybody is known: `app.see_session`. */
export async function seeSession(
  db: Queryable,
  session: { id: string; userId: string; address: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ lives: boolean }>`
    select app.see_session(${session.id}, ${session.userId}, ${session.address}) as lives`.execute(db)
  return rows[0]?.lives ?? false
}
