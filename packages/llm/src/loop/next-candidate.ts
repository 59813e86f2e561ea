import type { LlmProvider } from '@hg/contracts'
import type { PricedModel } from '../catalogue/model.ts'

/** What the calls so far have ruled out. */
export interface Standing {
  tried: ReadonlySet<PricedModel>
  /** Providers that refused the key, the quota or the content: another of their models would be refused, too. */
  closed: ReadonlySet<LlmProvider>
  /** The largest window, in tokens, that turned out too small for the prompt; 0 when none did. */
  tooSmallTokens: number
}

export interface Field {
  /** In the order in which to try them. */
  candidates: readonly PricedModel[]
  /** Tried for their larger windows only. */
  spares: readonly PricedModel[]
  /** Whether its provider has a key now. */
  isUsable: (model: PricedModel) => boolean
  isOpen: (model: PricedModel) => boolean
}

export const freshStanding: Standing = { tried: new Set(), closed: new Set(), tooSmallTokens: 0 }

/**
 * The next model to try: the first in order whose circuit lets a call pass; if none does, the first at all. After "too
 * long" only a larger window will do, of the candidates or else of the spares, whoever's it is. Null when nobody is left.
 */
export function nextCandidate(field: Field, standing: Standing): PricedModel | null {
  const { tried, closed, tooSmallTokens } = standing
  const order = tooSmallTokens > 0 ? [...field.candidates, ...field.spares] : field.candidates
  const left = order.filter(
    (model) =>
      !tried.has(model) &&
      !closed.has(model.provider) &&
      field.isUsable(model) &&
      (tooSmallTokens === 0 || (model.contextTokens ?? 0) > tooSmallTokens),
  )
  return left.find((model) => !field.isOpen(model)) ?? left[0] ?? null
}
