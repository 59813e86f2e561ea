import { inviteDays, type MailOutcome, type SentInvite } from '@hg/contracts'
import { type InviteRow, noteInviteMail, withTenant } from '@hg/db'
import { writeLetter } from '@hg/mail'
import type { Context } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'
import { presentInvite } from './present.ts'

/**
 * Sends an invite that is in the database already, and notes what came of the mail. When no mail brought the link, the
 * answer has it: the invite is good, and the inviter may pass it on.
 */
export async function sendInvite(deps: PeopleDeps, ctx: Context, row: InviteRow, token: string): Promise<SentInvite> {
  const url = `${deps.publicUrl}/invite/${token}`
  const inviter = row.inviter_name ?? 'Somebody'
  const mail: MailOutcome = await deps.mailer.send(
    writeLetter({
      to: row.email,
      subject: `${inviter} invites you to ${row.client_name} at HG Content`,
      before: ['Hello,', `${inviter} invites you to work on ${row.client_name} at HG Content, as ${aRole[row.role]}.`],
      link: { label: 'Accept the invite', url },
      after: [
        `The link works for ${inviteDays} days, and for ${row.email} only. If you did not expect it, there is nothing to do.`,
      ],
    }),
  )
  await withTenant(deps.db, ctx.actor, (tx) => noteInviteMail(tx, row.id, mail))
  return { ...presentInvite({ ...row, mail }, new Date()), link: mail === 'sent' ? null : url }
}

const aRole = { owner: 'an owner', admin: 'an admin', member: 'a member', viewer: 'a viewer' } as const
