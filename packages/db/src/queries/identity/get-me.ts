import type { Role } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface MeRow {
  id: string
  name: string
  email: string
  /** Waits to be confirmed. */
  email_change: { email: string; requested_at: string; expires_at: string } | null
  password_changed_at: Date
  second_factor_since: Date | null
  recovery_codes_left: number
}

/** The acting person; null when they are no more. */
export async function getMe(tx: Queryable): Promise<MeRow | null> {
  const { rows } = await sql<MeRow>`
    select u.id, u.name, u.email, u.password_changed_at, f.confirmed_at as second_factor_since,
      (select jsonb_build_object('email', c.new_email, 'requested_at', c.created_at, 'expires_at', c.expires_at)
        from email_changes c
        where c.user_id = u.id and c.confirmed_at is null and c.withdrawn_at is null and c.expires_at > now()
        order by c.id desc limit 1) as email_change,
      (select count(*)::int from recovery_codes r where r.user_id = u.id and r.used_at is null) as recovery_codes_left
    from users u
    left join second_factors f on f.user_id = u.id
    where u.id = app.actor_id('user')`.execute(tx)
  return rows[0] ?? null
}

export interface OwnMembershipRow {
  client_id: string
  client_name: string
  client_slug: string
  role: Role
  since: Date
}

/** The roles that were given to the acting person, from the root down, by name. */
export async function listOwnMemberships(tx: Queryable): Promise<OwnMembershipRow[]> {
  const { rows } = await sql<OwnMembershipRow>`
    select m.client_id, c.name as client_name, c.slug as client_slug, m.role, m.created_at as since
    from memberships m
    join clients c on c.id = m.client_id
    where m.user_id = app.actor_id('user')
    order by c.type, c.name, c.id`.execute(tx)
  return rows
}

/** Changes the acting person's name. */
export async function renameMe(tx: Queryable, name: string): Promise<void> {
  await sql`update users set name = ${name} where id = app.actor_id('user')`.execute(tx)
}
