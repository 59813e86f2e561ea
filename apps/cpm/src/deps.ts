import type { LlmProvider } from '@hg/contracts'
import type { Database } from '@hg/db'
import type { Catalogue, Circuit } from '@hg/llm'
import type { GenerationPayload, Producer } from '@hg/queue'
import type { Logger } from '@hg/runtime'
import type { EventHub } from './events/hub.ts'
import type { StrategyResolver } from './strategy/resolver.ts'

/** What the verbs of the server stand on. */
export interface CpmDeps {
  db: Database
  producer: Producer<GenerationPayload>
  strategies: StrategyResolver
  readCatalogue: () => Promise<Catalogue>
  /** Providers that have a key. */
  configured: LlmProvider[]
  circuit: Circuit
  logger: Logger
}

export interface ServerDeps extends CpmDeps {
  hub: EventHub
}
