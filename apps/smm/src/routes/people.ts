import type { Service } from '@hg/http'
import type { Mailer } from '@hg/mail'
import type { Keyring, Logger } from '@hg/runtime'
import type { Redis } from 'ioredis'
import type { PeopleDeps, SmmDeps } from '../deps.ts'
import { createAttempts } from '../me/attempts.ts'
import { createBackground } from '../me/background.ts'
import { emailChangeRoutes, emailUndoRoutes } from './email-changes.ts'
import { inviteRoutes } from './invites.ts'
import { meRoutes, totpRoutes } from './me.ts'
import { lostSecondFactorRoutes, memberRoutes } from './members.ts'
import { passwordResetRoutes } from './password-resets.ts'

export interface PeopleOptions {
  mailer: Mailer
  keyring: Keyring
  /** The web app's address, without a slash at its end. */
  publicUrl: string
}

const windowSeconds = 15 * 60

/** Everything about people. What was begun for nobody to wait for ends before the service does. */
export function peopleRoutes(
  app: Service,
  deps: SmmDeps,
  options: PeopleOptions & { logger: Logger; redis?: Redis | undefined },
): void {
  const { logger, redis, ...people } = options
  const background = createBackground(logger)
  const full: PeopleDeps = {
    ...deps,
    ...people,
    background,
    proofs: createAttempts({ name: 'proofs', points: 10, windowSeconds, redis }),
    resetRequests: createAttempts({ name: 'resets', points: 20, windowSeconds, redis }),
  }
  app.addHook('onClose', async () => {
    await background.settled()
    people.mailer.close()
  })
  memberRoutes(app, full)
  lostSecondFactorRoutes(app, full)
  inviteRoutes(app, full)
  meRoutes(app, full)
  totpRoutes(app, full)
  passwordResetRoutes(app, full)
  emailChangeRoutes(app, full)
  emailUndoRoutes(app, full)
}
