import type { LlmProvider } from '@hg/contracts'
import type { Keyring } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

/** What the routes about provider keys stand on beside the database. */
export interface ProviderKeyOptions {
  /** Seals the keys. */
  keyring: Keyring
  /** The providers that the platform has a key of its own for. */
  platform: LlmProvider[]
  /** The address of each provider that is not the provider's own: where keys are tested. */
  baseUrls: Partial<Record<LlmProvider, string>>
}

export interface ProviderKeyDeps extends SmmDeps, ProviderKeyOptions {}
