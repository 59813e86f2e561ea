import type { LlmProvider } from '@hg/contracts'
import type { Catalogue, Model, PricedModel } from './model.ts'

export type ModelRefusal =
  { code: 'unknown_model'; message: string } | { code: 'retired_model'; message: string; successor: string | null }

export type FoundModel = { ok: true; model: PricedModel } | { ok: false; refusal: ModelRefusal }

/**
 * Looks a model up by its name, at one provider or at all of them (the first that still answers for it). A model without a
 * price is unknown: it could not be charged for. A retired one is refused with its successor.
 */
export function findModel(catalogue: Catalogue, model: string, provider?: LlmProvider): FoundModel {
  const named = catalogue.filter((row) => row.model === model && (provider === undefined || row.provider === provider))
  const priced = named.filter(hasPrice)
  const usable = priced.find((row) => row.status !== 'retired')
  if (usable) return { ok: true, model: usable }
  const retired = priced[0]
  if (!retired) return { ok: false, refusal: { code: 'unknown_model', message: unknownMessage(model, provider) } }
  return {
    ok: false,
    refusal: { code: 'retired_model', message: retiredMessage(retired), successor: retired.successor },
  }
}

/** True when a model can be charged for. */
export function hasPrice(model: Model): model is PricedModel {
  return model.price !== null
}

function unknownMessage(model: string, provider: LlmProvider | undefined): string {
  return `The catalogue has no priced model "${model}"${provider ? ` of ${provider}` : ''}`
}

function retiredMessage(model: Model): string {
  return `${model.provider} no longer answers for "${model.model}"${model.successor ? `; use "${model.successor}"` : ''}`
}
