import { type PasswordResetAnswer, passwordResetMinutes } from '@hg/contracts'
import { requestPasswordReset, withTenant } from '@hg/db'
import { writeLetter } from '@hg/mail'
import { addressBlock, type Context, createLinkToken, visitor } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'

/**
 * Sends the link to a new password to whoever has this address. Whether somebody does, neither the answer tells nor its
 * time: looking, and sending, come after it.
 *
 * @throws {AppError} `rate_limited` for an address (of the network) that asks too often; `unavailable` without database
 */
export async function requestReset(
  deps: PeopleDeps,
  ctx: Context,
  input: { email: string },
): Promise<PasswordResetAnswer> {
  await deps.resetRequests.take(ctx.address === null ? 'unknown' : addressBlock(ctx.address))
  if (deps.mailer.means === 'not_configured') return { mail: 'not_configured' }
  await deps.db.ping()
  deps.background.run('password reset', () => sendReset(deps, input.email))
  return { mail: 'requested' }
}

/** Sends the link to whoever has this address; nothing to an unknown one, nor a fourth within an hour. */
export async function sendReset(deps: PeopleDeps, email: string): Promise<void> {
  const { token, hash } = createLinkToken()
  const person = await withTenant(deps.db, visitor, (tx) => requestPasswordReset(tx, email, hash))
  if (!person) return
  await deps.mailer.send(
    writeLetter({
      to: person.email,
      subject: 'Set a new password for HG Content',
      before: [
        `Hello ${person.name},`,
        'somebody, probably you, asked for a new password for your account at HG Content.',
      ],
      link: { label: 'Set a new password', url: `${deps.publicUrl}/reset-password/${token}` },
      after: [
        `The link works once, for ${passwordResetMinutes} minutes. If it was not you, there is nothing to do: your password stays as it is.`,
      ],
    }),
  )
}
