import type { NotificationPreference } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** How the acting person is told of each kind: as they said, or as it is by default. */
export async function listPreferences(tx: Queryable): Promise<NotificationPreference[]> {
  const { rows } = await sql<NotificationPreference>`
    select d.kind, coalesce(p.in_app, d.in_app) as in_app, coalesce(p.email, d.email) as email,
      coalesce(p.scope, d.scope) as scope
    from app.notice_defaults() d
    left join notification_preferences p on p.kind = d.kind and p.user_id = app.actor_id('user')`.execute(tx)
  return rows
}

/** Stores how the acting person wants to be told. */
export async function savePreferences(tx: Queryable, wanted: NotificationPreference[]): Promise<void> {
  await sql`
    insert into notification_preferences (user_id, kind, in_app, email, scope)
    select app.actor_id('user'), w.kind, w.in_app, w.email, w.scope
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (kind text, in_app boolean, email boolean, scope text)
    on conflict (user_id, kind) do update
    set in_app = excluded.in_app, email = excluded.email, scope = excluded.scope`.execute(tx)
}
