import { type Invite, roleAllows } from '@hg/contracts'
import type { InviteRow } from '@hg/db'

function stateOf({ expires_at, role, inviter_role }: InviteRow, now: Date): Invite['state'] {
  if (expires_at <= now) return 'expired'
  const mayGrant = inviter_role !== null && roleAllows(inviter_role, 'admin') && roleAllows(inviter_role, role)
  return mayGrant ? 'pending' : 'void'
}

/** An open invite as the API shows one. */
export function presentInvite(row: InviteRow, now: Date): Invite {
  const { id, client_id, email, role, mail, invited_by, inviter_name } = row
  return {
    id,
    client_id,
    email,
    role,
    state: stateOf(row, now),
    invited_by: invited_by === null || inviter_name === null ? null : { id: invited_by, name: inviter_name },
    mail,
    created_at: row.created_at.toISOString(),
    sent_at: row.sent_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  }
}
