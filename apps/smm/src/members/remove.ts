import { findMember, removeMember, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { keepingAnOwner, requireReach } from './rules.ts'

/**
 * Takes away the role that somebody was given on a client; roles from above stay. Everybody may leave.
 *
 * @throws {AppError} `not_found` as for a change; `forbidden` below admin and for a stronger role than the caller's, but
 * for one's own; `last_owner`
 */
export async function removeClientMember(
  deps: SmmDeps,
  ctx: Context,
  input: { client_id: string; user_id: string },
): Promise<void> {
  const { client_id, user_id } = input
  const leaves = ctx.actor.kind === 'user' && ctx.actor.id === user_id
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const held = await requireRole(tx, client_id, leaves ? 'viewer' : 'admin', 'client')
    const member = await findMember(tx, client_id, user_id)
    if (!member) throw notFound('member')
    if (!leaves) requireReach(held, member.role, `Removing an ${member.role}`)
    await writeAudit(tx, ctx, {
      clientId: client_id,
      action: leaves ? 'member.left' : 'member.removed',
      targetType: 'person',
      targetId: user_id,
      label: member.name,
      before: { role: member.role },
    })
    if (!(await keepingAnOwner(() => removeMember(tx, client_id, user_id)))) throw new AppError('conflict')
  })
}
