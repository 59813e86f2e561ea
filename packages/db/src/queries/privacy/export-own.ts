import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * What is kept of the acting person beside their profile and sessions: what they asked for, what they changed, as far as
 * they may still see it, the addresses that they had, what they were told, and how they want to be told.
 */
export async function exportOwn(tx: Queryable): Promise<{
  requests: object[]
  changes: object[]
  addresses: object[]
  notifications: object[]
  preferences: object[]
}> {
  const requests = await sql<object>`
    select id, client_id, content_type, topic, status, created_at from jobs
    where created_by = app.actor() order by id`.execute(tx)
  const changes = await sql<object>`
    select l.id, l.client_id, l.action, l.target_type, l.target_id, l.created_at, d.label, d.before, d.after, d.address
    from audit_log l
    left join audit_details d on d.audit_id = l.id
    where l.actor = app.actor() or (l.client_id is null and l.target_id = app.actor_id('user'))
    order by l.id`.execute(tx)
  const addresses = await sql<object>`
    select old_email, new_email, created_at, confirmed_at, withdrawn_at, undone_at from email_changes
    where user_id = app.actor_id('user') order by id`.execute(tx)
  const notifications = await sql<object>`
    select id, channel, client_id, kind, detail, count, subject_ids, first_at, last_at, read_at, status, sent_at
    from notifications where user_id = app.actor_id('user') order by id`.execute(tx)
  const preferences = await sql<object>`
    select kind, in_app, email, scope, updated_at from notification_preferences
    where user_id = app.actor_id('user') order by kind`.execute(tx)
  return {
    requests: requests.rows,
    changes: changes.rows,
    addresses: addresses.rows,
    notifications: notifications.rows,
    preferences: preferences.rows,
  }
}
