import type { Role } from '@hg/contracts'
import type { Queryable } from '../../database.ts'

/**
 * Gives a member another role. False when the database lets the actor do no such thing: nobody touches more than they
 * hold. `memberships_last_owner` is violated when no owner would be left on the client or above it.
 */
export async function changeMemberRole(tx: Queryable, clientId: string, userId: string, role: Role): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('memberships')
    .set({ role })
    .where('client_id', '=', clientId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes somebody's role on a client away; the rules are those of a change, and everybody may leave. */
export async function removeMember(tx: Queryable, clientId: string, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('memberships')
    .where('client_id', '=', clientId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
