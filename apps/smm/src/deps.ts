import type { Database } from '@hg/db'
import type { Mailer } from '@hg/mail'
import type { Keyring } from '@hg/runtime'
import type { Attempts } from './me/attempts.ts'
import type { Background } from './me/background.ts'

/** What the verbs stand on. */
export interface SmmDeps {
  db: Database
}

/** What the verbs about people stand on beside it. */
export interface PeopleDeps extends SmmDeps {
  mailer: Mailer
  /** Seals second factors. */
  keyring: Keyring
  /** The web app's address, without a slash at its end: links in mails lead there. */
  publicUrl: string
  /** Passwords and codes that one person may get wrong. */
  proofs: Attempts
  /** Links that may be asked for from one address. */
  resetRequests: Attempts
  /** Work that nobody waits for. */
  background: Background
}
