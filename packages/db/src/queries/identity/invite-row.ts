import type { MailOutcome, Role } from '@hg/contracts'
import { sql } from 'kysely'

/** An invite that is neither accepted nor revoked, with who sent it last and the role that they hold there now. */
export interface InviteRow {
  id: string
  client_id: string
  client_name: string
  email: string
  role: Role
  mail: MailOutcome | null
  created_at: Date
  sent_at: Date
  expires_at: Date
  invited_by: string | null
  inviter_name: string | null
  inviter_role: Role | null
}

export const openInvites = sql`
  select i.id, i.client_id, c.name as client_name, i.email, i.role, i.mail, i.created_at, i.sent_at, i.expires_at, i.invited_by,
    by.name as inviter_name, by.role as inviter_role
  from invites i
  join clients c on c.id = i.client_id
  left join app.inviters(i.client_id) by on by.user_id = i.invited_by
  where i.accepted_at is null and i.revoked_at is null`
