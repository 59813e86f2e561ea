import { writeLetter } from '@hg/mail'
import type { PeopleDeps } from '../deps.ts'

/**
 * Tells somebody by mail what happened to their account, in case it was not them. Nobody waits for it.
 *
 * @param more what there is to say about it, in paragraphs
 */
export function tellByMail(deps: PeopleDeps, person: { email: string }, what: string, more: string[] = []): void {
  deps.background.run('security notice', async () => {
    await deps.mailer.send(
      writeLetter({
        to: person.email,
        subject: what,
        before: [`${what}.`, ...(more.length > 0 ? more : ['If that was you, there is nothing to do.'])],
        link: { label: 'Look at your sign-ins', url: `${deps.publicUrl}/account/security` },
        after: ['If it was not you, set a new password: “Forgot password?” on the sign-in page.'],
      }),
    )
  })
}
