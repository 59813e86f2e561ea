import { type ChangeEmailAnswer, type ChangeEmailRequest, emailChangeHours } from '@hg/contracts'
import { requestEmailChange, withTenant, writeAudit } from '@hg/db'
import { writeLetter } from '@hg/mail'
import { AppError, type Context, createLinkToken } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'
import { requireFullProof, requireStillProven } from '../me/prove.ts'

/**
 * Asks for another address to sign in with. A link goes there, and nothing changes until the person brings it. Whether
 * somebody has the address, neither the answer tells nor its time: its holder is told instead.
 *
 * @throws {AppError} `proof_refused`; `invalid_request` for the present address; `rate_limited`, also for the sixth wish
 * within an hour
 */
export async function requestChange(
  deps: PeopleDeps,
  ctx: Context,
  input: ChangeEmailRequest,
): Promise<ChangeEmailAnswer> {
  const { email, ...proof } = input
  const proven = await requireFullProof(deps, ctx, proof)
  const { email: present } = proven
  if (email === present) {
    const fields = [{ path: 'email', message: 'is the present one' }]
    throw new AppError('invalid_request', 'You sign in with this address already.', { fields })
  }
  if (deps.mailer.means === 'not_configured') return { mail: 'not_configured' }
  const { token, hash } = createLinkToken()
  const { taken } = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireStillProven(tx, proven)
    const noted = await requestEmailChange(tx, email, hash)
    if (!noted) throw new AppError('rate_limited', 'You asked for several addresses of late. Try again in an hour.')
    await writeAudit(tx, ctx, {
      clientId: null,
      action: 'email.change_requested',
      targetType: 'person',
      targetId: ctx.actor.id,
      before: { email: present },
      after: { email },
    })
    return noted
  })
  deps.background.run('change of address', async () => {
    await deps.mailer.send(taken ? toItsHolder(deps, email) : toTheNewAddress(deps, email, token))
  })
  return { mail: 'requested' }
}

function toTheNewAddress(deps: PeopleDeps, to: string, token: string) {
  return writeLetter({
    to,
    subject: 'Confirm your new e-mail address for HG Content',
    before: ['Hello,', 'somebody, probably you, wants to sign in to HG Content with this address.'],
    link: { label: 'Confirm this address', url: `${deps.publicUrl}/confirm-email/${token}` },
    after: [
      `The link works once, for ${emailChangeHours} hours, and only for whoever is signed in to the account. If it was not you, there is nothing to do.`,
    ],
  })
}

function toItsHolder(deps: PeopleDeps, to: string) {
  return writeLetter({
    to,
    subject: 'Your e-mail address was asked for at HG Content',
    before: [
      'Hello,',
      'somebody, perhaps you, wants to sign in to another account of HG Content with this address. It has an account already, so nothing was changed.',
    ],
    link: { label: 'Sign in with this address', url: `${deps.publicUrl}/sign-in` },
    after: ['To use it for the other account, change the address of this one first.'],
  })
}
