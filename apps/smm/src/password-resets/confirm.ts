import type { ConfirmPasswordResetRequest, ResetAccount } from '@hg/contracts'
import {
  actAs,
  endSessions,
  findPasswordReset,
  type ResetPerson,
  setOwnPassword,
  usePasswordReset,
  withTenant,
  writeAudit,
} from '@hg/db'
import { AppError, type Context, hashLinkToken, hashPassword, visitor } from '@hg/runtime'
import type { PeopleDeps, SmmDeps } from '../deps.ts'
import { requireGoodPassword } from '../me/password-policy.ts'
import { tellByMail } from '../me/tell.ts'

const dead = () =>
  new AppError('link_dead', 'This link was used, is too old, or is not one of ours. Ask for a new one.')

async function find(deps: SmmDeps, token: string): Promise<ResetPerson> {
  const person = await withTenant(deps.db, visitor, (tx) => findPasswordReset(tx, hashLinkToken(token)))
  if (!person) throw dead()
  return person
}

/** Whose password a link sets. Throws `link_dead` for one that is not good. */
export async function lookUpReset(deps: SmmDeps, _ctx: Context, input: { token: string }): Promise<ResetAccount> {
  const { email } = await find(deps, input.token)
  return { email }
}

/**
 * Sets a new password by a link, which is used up, and ends every session of that person.
 *
 * @throws {AppError} `link_dead`; `invalid_request` for a password that is too easy to guess: the link stays good
 */
export async function confirmReset(
  deps: PeopleDeps,
  ctx: Context,
  input: ConfirmPasswordResetRequest,
): Promise<ResetAccount> {
  const person = await find(deps, input.token)
  requireGoodPassword(input.password, [person.name, person.email], 'password')
  const passwordHash = await hashPassword(input.password)
  await withTenant(deps.db, visitor, async (tx) => {
    const userId = await usePasswordReset(tx, hashLinkToken(input.token))
    if (userId === null) throw dead()
    // Whoever holds the link read that person's mail: it is them from here on.
    await actAs(tx, { kind: 'user', id: userId })
    await setOwnPassword(tx, passwordHash)
    const ended = await endSessions(tx)
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'password.reset',
      targetType: 'person',
      targetId: userId,
      facts: { ended_sessions: ended.length },
    })
  })
  tellByMail(deps, person, 'Your password was changed')
  return { email: person.email }
}
