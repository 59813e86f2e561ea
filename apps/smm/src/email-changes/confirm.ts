import { type ChangedEmail, emailUndoDays } from '@hg/contracts'
import { confirmEmailChange, endSessions, getMe, violates, withTenant, writeAudit } from '@hg/db'
import { writeLetter } from '@hg/mail'
import { AppError, type Context, createLinkToken, hashLinkToken, notFound } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'

/**
 * Makes the new address the one to sign in with, for the person who asked for it and brings the link: a stranger who got
 * the mail has no session of theirs. All other sessions end, and the old address is told, with the way back.
 *
 * @throws {AppError} `link_dead` for a link that was used, is too old or is somebody else's; `conflict` when the address got
 * an account meanwhile
 */
export async function confirmChange(deps: PeopleDeps, ctx: Context, input: { token: string }): Promise<ChangedEmail> {
  const undo = createLinkToken()
  const changed = await withTenant(deps.db, ctx.actor, async (tx) => {
    if (!(await getMe(tx))) throw notFound('person')
    const done = await confirmEmailChange(tx, {
      tokenHash: hashLinkToken(input.token),
      undoHash: undo.hash,
      requestId: ctx.requestId,
    })
    if (!done) throw new AppError('link_dead', 'This link was used, is too old, or is not for this account.')
    const ended = await endSessions(tx, { except: ctx.sessionId })
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'email.changed',
      targetType: 'person',
      targetId: ctx.actor.id,
      before: { email: done.old_email },
      after: { email: done.new_email },
      facts: { ended_sessions: ended.length },
    })
    return { ...done, ended: ended.length }
  }).catch((error: unknown) => {
    if (!violates(error, 'users_email')) throw error
    throw new AppError('conflict', 'This address has an account of its own by now.', { cause: error })
  })
  deps.background.run('notice to the old address', async () => {
    await deps.mailer.send(
      writeLetter({
        to: changed.old_email,
        subject: 'Your e-mail address at HG Content was changed',
        before: [
          'You sign in to HG Content with another address from now on, no more with this one.',
          'If that was you, there is nothing to do.',
        ],
        link: { label: 'It was not me: undo it', url: `${deps.publicUrl}/undo-email/${undo.token}` },
        after: [
          `The link works for ${emailUndoDays} days: it brings this address back, ends every session, and lets you set a new password.`,
        ],
      }),
    )
  })
  return { email: changed.new_email, ended: changed.ended }
}
