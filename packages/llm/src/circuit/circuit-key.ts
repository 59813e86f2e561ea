import type { PricedModel } from '../catalogue/model.ts'
import type { Adapters } from '../providers/create-adapters.ts'
import type { ProviderAdapter } from '../types.ts'
import type { Circuit, CircuitKey } from './circuit.ts'

/** The circuit of a model behind an adapter's key. */
export function circuitKey({ model }: PricedModel, { provider, keyId }: ProviderAdapter): CircuitKey {
  return { provider, keyId, model }
}

/** Tells which models should not be tried first now: what routing asks. */
export function openCircuits(circuit: Circuit, adapters: Adapters): (model: PricedModel) => boolean {
  return (model) => {
    const adapter = adapters[model.provider]
    return adapter !== undefined && !circuit.lets(circuitKey(model, adapter))
  }
}
