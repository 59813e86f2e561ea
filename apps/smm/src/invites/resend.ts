import { inviteDays, type SentInvite } from '@hg/contracts'
import { findOpenInvite, type InviteRow, type Queryable, renewInvite, revokeInvite, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, createLinkToken, notFound } from '@hg/runtime'
import type { PeopleDeps, SmmDeps } from '../deps.ts'
import { requireReach } from '../members/rules.ts'
import { auditInvite } from './create.ts'
import { sendInvite } from './send.ts'

/** Names one invite of one client. */
export interface InviteName {
  client_id: string
  invite_id: string
}

/** The open invite, for who may send or revoke it. */
async function requireInvite(tx: Queryable, { client_id, invite_id }: InviteName): Promise<InviteRow> {
  const held = await requireRole(tx, client_id, 'admin', 'client')
  const row = await findOpenInvite(tx, client_id, invite_id)
  if (!row) throw notFound('open invite')
  requireReach(held, row.role, `An invite as ${row.role}`)
  return row
}

/**
 * Sends an invite again, with a new link and full time: the earlier link works no more. The caller answers for it now.
 *
 * @throws {AppError} `not_found` for a client or open invite that is not theirs to see, `forbidden`
 */
export async function resendInvite(deps: PeopleDeps, ctx: Context, input: InviteName): Promise<SentInvite> {
  const { token, hash } = createLinkToken()
  const row = await withTenant(deps.db, ctx.actor, async (tx) => {
    const { id } = await requireInvite(tx, input)
    if (!(await renewInvite(tx, { id, tokenHash: hash, days: inviteDays }))) throw new AppError('conflict')
    const renewed = await findOpenInvite(tx, input.client_id, id)
    if (!renewed) throw notFound('open invite')
    await auditInvite(tx, ctx, 'invite.resent', renewed)
    return renewed
  })
  return sendInvite(deps, ctx, row, token)
}

/** Revokes an open invite: its link works no more. Throws as resending does. */
export async function revokeClientInvite(deps: SmmDeps, ctx: Context, input: InviteName): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await requireInvite(tx, input)
    if (!(await revokeInvite(tx, row.id))) throw new AppError('conflict')
    await auditInvite(tx, ctx, 'invite.revoked', row)
  })
}
