import type { LlmProvider } from '@hg/contracts'
import type { KeyIds } from '../circuit/circuit-key.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import { createAnthropicAdapter } from './anthropic/adapter.ts'
import { createGoogleAdapter } from './google/adapter.ts'
import { createGroqAdapter } from './groq/adapter.ts'
import { createOpenAiAdapter } from './openai/adapter.ts'
import type { ProviderSettings } from './shared/settings.ts'

/** Settings by provider; a provider without settings is not configured. */
export type ProvidersSettings = Partial<Record<LlmProvider, ProviderSettings>>

/** One adapter for each configured provider. */
export type Adapters = Partial<Record<LlmProvider, ProviderAdapter>>

const factories: Record<LlmProvider, (settings: ProviderSettings) => ProviderAdapter> = {
  openai: createOpenAiAdapter,
  anthropic: createAnthropicAdapter,
  google: createGoogleAdapter,
  groq: createGroqAdapter,
}

/** One provider behind one key. Nothing is called. */
export function createAdapterFor(provider: LlmProvider, settings: ProviderSettings): ProviderAdapter {
  return factories[provider](settings)
}

/** The adapters of the configured providers. Nothing is called, so a wrong key shows at the first call only. */
export function createAdapters(settings: ProvidersSettings): Adapters {
  const adapters: Adapters = {}
  for (const provider of Object.keys(factories) as LlmProvider[]) {
    const own = settings[provider]
    if (own) adapters[provider] = createAdapterFor(provider, own)
  }
  return adapters
}

/** The providers that have an adapter. */
export function configuredProviders(adapters: Adapters): LlmProvider[] {
  return Object.keys(adapters) as LlmProvider[]
}

/** Which key stands behind each adapter. */
export function keyIdsOf(adapters: Adapters): KeyIds {
  return Object.fromEntries(Object.entries(adapters).map(([provider, { keyId }]) => [provider, keyId]))
}
