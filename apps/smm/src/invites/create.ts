import { type CreateInviteRequest, inviteDays, roleAllows, type SentInvite } from '@hg/contracts'
import {
  findInviteFor,
  findOpenInvite,
  insertInvite,
  type InviteRow,
  type Queryable,
  revokeInvite,
  roleOfAddress,
  violates,
  withTenant,
  writeAudit,
} from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, createLinkToken, notFound } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'
import { requireReach } from '../members/rules.ts'
import { presentInvite } from './present.ts'
import { sendInvite } from './send.ts'

/** Refuses whom the client has already: as its own member, or from above with at least this role. */
async function requireNewcomer(tx: Queryable, { client_id, email, role }: Input): Promise<void> {
  const known = await roleOfAddress(tx, client_id, email)
  if (!known) return
  if (known.direct) throw new AppError('already_member', `${email} is a member already: change their role instead.`)
  if (roleAllows(known.role, role))
    throw new AppError('already_member', `${email} has the role ${known.role} here already, from above.`)
}

/** An invite that is of no use any more gives way to a new one. */
async function clearTheWay(tx: Queryable, ctx: Context, input: Input): Promise<void> {
  const open = await findInviteFor(tx, input.client_id, input.email)
  if (!open) return
  if (presentInvite(open, new Date()).state === 'pending') throw alreadyInvited(input.email)
  if (await revokeInvite(tx, open.id)) await auditInvite(tx, ctx, 'invite.revoked', open)
}

const alreadyInvited = (email: string) =>
  new AppError('already_invited', `${email} is invited already: send that invite again, or revoke it.`)

type Input = CreateInviteRequest & { client_id: string }

/**
 * Invites somebody to a client by a link that works for seven days, and mails it.
 *
 * @throws {AppError} `not_found`; `forbidden` below admin, and for a role above the caller's own; `already_member`,
 * `already_invited`
 */
export async function createInvite(deps: PeopleDeps, ctx: Context, input: Input): Promise<SentInvite> {
  const { client_id, email, role } = input
  const { token, hash } = createLinkToken()
  const row = await withTenant(deps.db, ctx.actor, async (tx) => {
    const held = await requireRole(tx, client_id, 'admin', 'client')
    requireReach(held, role, `Inviting an ${role}`)
    await requireNewcomer(tx, input)
    await clearTheWay(tx, ctx, input)
    const id = await insertInvite(tx, { clientId: client_id, email, role, tokenHash: hash, days: inviteDays })
    const made = await findOpenInvite(tx, client_id, id)
    if (!made) throw notFound('invite')
    await auditInvite(tx, ctx, 'invite.created', made)
    return made
  }).catch((error: unknown) => {
    throw violates(error, 'invites_one_open') ? alreadyInvited(email) : error
  })
  return sendInvite(deps, ctx, row, token)
}

/** Writes down what became of an invite. */
export async function auditInvite(
  tx: Queryable,
  ctx: Context,
  action: `invite.${string}`,
  row: Pick<InviteRow, 'id' | 'client_id' | 'email' | 'role'>,
): Promise<void> {
  const { id, client_id, email, role } = row
  await writeAudit(tx, ctx, {
    clientId: client_id,
    action,
    targetType: 'invite',
    targetId: id,
    label: email,
    after: { email, role },
  })
}
