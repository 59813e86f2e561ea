import type { Member, Role } from '@hg/contracts'
import { changeMemberRole, findMember, withTenant, writeAudit } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { presentMember } from './present.ts'
import { keepingAnOwner, requireReach } from './rules.ts'

/**
 * Gives a member of a client another role. It is felt at once: services read roles from the database.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see, and for who has no role given on it;
 * `forbidden` below admin, and for a role above the caller's own, old or new; `last_owner`
 */
export async function changeRole(
  deps: SmmDeps,
  ctx: Context,
  input: { client_id: string; user_id: string; role: Role },
): Promise<Member> {
  const { client_id, user_id, role } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const held = await requireRole(tx, client_id, 'admin', 'client')
    const member = await findMember(tx, client_id, user_id)
    if (!member) throw notFound('member')
    requireReach(held, member.role, `Changing the role of an ${member.role}`)
    requireReach(held, role, `Making somebody an ${role}`)
    if (member.role === role) return presentMember(member)
    await writeAudit(tx, ctx, {
      clientId: client_id,
      action: 'member.role_changed',
      targetType: 'person',
      targetId: user_id,
      label: member.name,
      before: { role: member.role },
      after: { role },
    })
    // The member was there a moment ago: somebody else took them away, or took the caller's own role.
    if (!(await keepingAnOwner(() => changeMemberRole(tx, client_id, user_id, role)))) throw new AppError('conflict')
    return { ...presentMember(member), role }
  })
}
