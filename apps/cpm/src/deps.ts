import type { Database } from '@hg/db'
import type { Catalogue, Circuit, LiveView } from '@hg/llm'
import type { GenerationPayload, Producer } from '@hg/queue'
import type { Logger } from '@hg/runtime'
import type { EventHub } from './events/hub.ts'
import type { KeyDirectory } from './providers/key-directory.ts'
import type { StrategyResolver } from './strategy/resolver.ts'

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
  logger: Logger
}

export interface ServerDeps extends CpmDeps {
  hub: EventHub
}
