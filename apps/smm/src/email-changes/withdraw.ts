import { getMe, withdrawEmailChange, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'

/** Takes the wish for another address back: its link works no more. Throws `not_found` without one. */
export async function withdrawChange(deps: PeopleDeps, ctx: Context): Promise<void> {
  await withTenant(deps.db, ctx.actor, async (tx) => {
    if (!(await getMe(tx))) throw notFound('person')
    if (!(await withdrawEmailChange(tx))) throw new AppError('not_found', 'No address waits to be confirmed.')
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'email.change_withdrawn',
      targetType: 'person',
      targetId: ctx.actor.id,
    })
  })
}
