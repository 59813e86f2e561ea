import type { Database } from '@hg/db'
import type { Mailer } from '@hg/mail'
import type { Keyring, Logger } from '@hg/runtime'
import type { TargetPolicy } from '../webhooks/deps.ts'
import type { Sender } from '../webhooks/send.ts'

/** What the verbs of a client's channel in Slack stand on. */
export interface SlackDeps {
  db: Database
  /** Seals the channels' addresses. */
  keyring: Keyring
  targets: TargetPolicy
  sender: Sender
}

/** What sending notifications stands on. */
export interface NoticeDeps extends Omit<SlackDeps, 'targets'> {
  mailer: Pick<Mailer, 'send'>
  /** The web app's address as browsers know it. */
  publicUrl: string
  logger: Logger
}
