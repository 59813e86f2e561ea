import type { RoutingMode } from '@hg/contracts'
import { estimateCost } from '../catalogue/cost.ts'
import type { PricedModel } from '../catalogue/model.ts'
import { type DefaultModel, publishableQuality } from './defaults.ts'

/** A default model found in the catalogue, with what the call in hand would cost at most, in US dollars (for comparing only). */
export interface RankedModel {
  model: PricedModel
  quality: number
  speed: number
  cost: number
}

/** How much will be read and written, in tokens. */
export interface Needs {
  inputTokens: number
  outputTokens: number
}

type Order = (a: RankedModel, b: RankedModel) => number

const cheapestFirst: Order = (a, b) => a.cost - b.cost
const bestFirst: Order = (a, b) => b.quality - a.quality
const fastestFirst: Order = (a, b) => b.speed - a.speed

/** Publishable ones first, the cheapest of them leading; then the rest, the best of them leading. */
const balanced: Order = (a, b) => {
  const [goodA, goodB] = [a.quality >= publishableQuality, b.quality >= publishableQuality]
  if (goodA !== goodB) return goodA ? -1 : 1
  return goodA ? cheapestFirst(a, b) : bestFirst(a, b)
}

const orders: Record<RoutingMode, Order[]> = {
  cost: [cheapestFirst, bestFirst],
  quality: [bestFirst, cheapestFirst],
  speed: [fastestFirst, bestFirst, cheapestFirst],
  balanced: [balanced, fastestFirst],
}

/** Sorts models for a routing mode, the best choice first; equal ones keep their order. */
export function rankModels(models: readonly RankedModel[], mode: RoutingMode): RankedModel[] {
  return models.toSorted((a, b) => orders[mode].reduce((order, by) => order || by(a, b), 0))
}

/** Sorts models by how near their cost is to another's, as a ratio: the nearest thing to an equivalent. */
export function rankBySimilarity(models: readonly RankedModel[], cost: number): RankedModel[] {
  const distance = (ranked: RankedModel) => Math.abs(Math.log((ranked.cost + tiny) / (cost + tiny)))
  return models.toSorted((a, b) => distance(a) - distance(b))
}

// Keeps free models comparable.
const tiny = 1e-9

/** What a call would cost at most, as a number: for comparing, never for charging. */
export function roughCost(model: PricedModel, needs: Needs): number {
  return Number(
    estimateCost({ inputTokens: needs.inputTokens, maxOutputTokens: needs.outputTokens, price: model.price }),
  )
}

export function toRanked(model: PricedModel, { quality, speed }: DefaultModel, needs: Needs): RankedModel {
  return { model, quality, speed, cost: roughCost(model, needs) }
}
