import type { LlmProvider } from '@hg/contracts'
import type { PricedModel } from '../catalogue/model.ts'
import type { ProviderAdapter } from '../provider-adapter.ts'
import type { Circuit, CircuitKey } from './circuit.ts'

/** The circuit of a model behind an adapter's key. */
export function circuitKey({ model }: PricedModel, { provider, keyId }: ProviderAdapter): CircuitKey {
  return { provider, keyId, model }
}

/** Which key stands behind each provider, by its id; a provider without one is not configured. */
export type KeyIds = Partial<Record<LlmProvider, string>>

/** Tells which models should not be tried first now, behind these keys: what routing asks. */
export function openCircuits(circuit: Circuit, keyIds: KeyIds): (model: PricedModel) => boolean {
  return ({ provider, model }) => {
    const keyId = keyIds[provider]
    return keyId !== undefined && !circuit.lets({ provider, keyId, model })
  }
}
