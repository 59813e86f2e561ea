import type { Database } from '@hg/db'
import type { Keyring, Logger } from '@hg/runtime'

/** Which addresses may be called. */
export interface TargetPolicy {
  /** Plain http, and addresses inside the network of the installation: for development and tests only. */
  allowPrivate: boolean
}

/** What the verbs of webhooks and their delivery stand on. */
export interface WebhookDeps {
  db: Database
  /** Seals the secrets that sign. */
  keyring: Keyring
  targets: TargetPolicy
  logger: Logger
}
