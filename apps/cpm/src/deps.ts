import type { Database } from '@hg/db'
import type { Catalogue, Circuit, LiveView } from '@hg/llm'
import type { Mailer } from '@hg/mail'
import type { GenerationPayload, Producer } from '@hg/queue'
import type { Keyring, Logger } from '@hg/runtime'
import type { EventHub } from './events/hub.ts'
import type { KeyDirectory } from './providers/key-directory.ts'
import type { StrategyResolver } from './strategy/resolver.ts'
import type { TextThreads } from './threads/text-threads.ts'
import type { TargetPolicy } from './webhooks/deps.ts'
import type { Sender } from './webhooks/send.ts'

/** What the verbs of the server stand on. */
export interface CpmDeps {
  db: Database
  producer: Producer<GenerationPayload>
  strategies: StrategyResolver
  readCatalogue: () => Promise<Catalogue>
  /** How providers and models did lately. */
  readLive: () => Promise<LiveView>
  /** Which key stands behind each provider, client by client. */
  keys: KeyDirectory
  circuit: Circuit
  /** Which addresses may be called back. */
  targets: TargetPolicy
  threads: TextThreads
  logger: Logger
}

export interface ServerDeps extends CpmDeps {
  hub: EventHub
  /** Seals the secrets of webhooks, and the addresses of channels in Slack. */
  keyring: Keyring
  /** Posts to what people named. */
  sender: Sender
  /** What becomes of mails in this installation. */
  mail: Mailer['means']
}
