import type { EmailUndo } from '@hg/contracts'
import { actAs, findEmailUndo, type Queryable, undoEmailChange, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context, hashLinkToken, visitor } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'
import { sendReset } from '../password-resets/request.ts'

async function find(tx: Queryable, token: string): Promise<{ user_id: string; email: string }> {
  const found = await findEmailUndo(tx, hashLinkToken(token))
  if (!found) throw new AppError('link_dead', 'This link was used, is too old, or is not one of ours.')
  return found
}

/** The address that a link leads back to. Throws `link_dead` for one that is not good. */
export async function lookUpUndo(deps: PeopleDeps, _ctx: Context, input: { token: string }): Promise<EmailUndo> {
  const { email } = await withTenant(deps.db, visitor, (tx) => find(tx, input.token))
  return { email }
}

/**
 * Undoes a change of address, and all that came after it, from the old address: whoever made the change knew the password,
 * so that it works no more, every session ends, and a link to a new one goes to the address that is back.
 *
 * @throws {AppError} `link_dead`
 */
export async function undoChange(deps: PeopleDeps, ctx: Context, input: { token: string }): Promise<EmailUndo> {
  const { email } = await withTenant(deps.db, visitor, async (tx) => {
    const found = await find(tx, input.token)
    // Whoever holds the link read the mail of the address that was theirs: it is them from here on.
    await actAs(tx, { kind: 'user', id: found.user_id })
    if (!(await undoEmailChange(tx, hashLinkToken(input.token), ctx.requestId)))
      throw new AppError('link_dead', 'This link was used in this moment.')
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'email.change_undone',
      targetType: 'person',
      targetId: found.user_id,
      after: { email: found.email },
    })
    return found
  })
  deps.background.run('password after an undone change', () => sendReset(deps, email))
  return { email }
}
