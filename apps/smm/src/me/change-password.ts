import type { ChangePasswordRequest, EndedSessions } from '@hg/contracts'
import { endSessions, getMe, setOwnPassword, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context, hashPassword } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'
import { requireGoodPassword } from './password-policy.ts'
import { requireProof, requireStillProven } from './prove.ts'
import { tellByMail } from './tell.ts'

/**
 * Changes the acting person's password, for whoever knows the present one, and ends all their other sessions.
 *
 * @throws {AppError} `proof_refused`, `rate_limited`; `invalid_request` for a new one that is too easy to guess, or the
 * same
 */
export async function changePassword(
  deps: PeopleDeps,
  ctx: Context,
  input: ChangePasswordRequest,
): Promise<EndedSessions> {
  const proven = await requireProof(deps, ctx, { password: input.current_password })
  const { email } = proven
  if (input.new_password === input.current_password) {
    const fields = [{ path: 'new_password', message: 'is the present one' }]
    throw new AppError('invalid_request', 'The new password is the present one.', { fields })
  }
  const { name } = (await withTenant(deps.db, ctx.actor, getMe)) ?? { name: '' }
  requireGoodPassword(input.new_password, [name, email], 'new_password')
  const passwordHash = await hashPassword(input.new_password)
  const ended = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireStillProven(tx, proven)
    await setOwnPassword(tx, passwordHash)
    const others = await endSessions(tx, { except: ctx.sessionId })
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'password.changed',
      targetType: 'person',
      targetId: ctx.actor.id,
      facts: { ended_sessions: others.length },
    })
    return others.length
  })
  tellByMail(deps, { email }, 'Your password was changed')
  return { ended }
}
