import type { MailOutcome, Role } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/**
 * Adds an invite for `days` and returns its id. The actor becomes its sender, by trigger. `invites_one_open` is violated
 * when the address has an open one; row-level security refuses a role above the actor's own (SQLSTATE 42501).
 */
export async function insertInvite(
  tx: Queryable,
  invite: { clientId: string; email: string; role: Role; tokenHash: string; days: number },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into invites (client_id, email, role, token_hash, expires_at)
    values (${invite.clientId}, ${invite.email}, ${invite.role}, ${invite.tokenHash}, now() + make_interval(days => ${invite.days}))
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** Gives an open invite another link and full time; the actor becomes its sender. The link before it works no more. */
export async function renewInvite(
  tx: Queryable,
  invite: { id: string; tokenHash: string; days: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update invites set token_hash = ${invite.tokenHash}, mail = null, sent_at = now(),
      expires_at = now() + make_interval(days => ${invite.days})
    where id = ${invite.id} and accepted_at is null and revoked_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Notes what came of the mail. */
export async function noteInviteMail(tx: Queryable, inviteId: string, outcome: MailOutcome): Promise<void> {
  await tx.updateTable('invites').set({ mail: outcome }).where('id', '=', inviteId).execute()
}

/** Closes an open invite; false when it is closed already. */
export async function revokeInvite(tx: Queryable, inviteId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update invites set revoked_at = now() where id = ${inviteId} and accepted_at is null and revoked_at is null`.execute(
    tx,
  )
  return (numAffectedRows ?? 0n) > 0n
}
