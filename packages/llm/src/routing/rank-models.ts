import type { RoutingMode } from '@hg/contracts'
import { costUsd } from '../catalogue/cost.ts'
import type { PricedModel } from '../catalogue/model.ts'
import { noUsage } from '../usage.ts'
import { type DefaultModel, publishableQuality } from './defaults.ts'
import type { LiveFigures } from './live-figures.ts'

/**
 * A default model found in the catalogue: what the call in hand would cost at most, in US dollars (for comparing only), how
 * good and how fast it is (1 to 10), and what was lately seen of it.
 */
export interface RankedModel {
  model: PricedModel
  quality: number
  speed: number
  cost: number
  live: LiveFigures
}

/** How much will be read and written, in tokens. */
export interface Needs {
  inputTokens: number
  outputTokens: number
}

interface Weights {
  cost: number
  quality: number
  speed: number
  /** What is added to what can usually be published after a light edit. */
  publishable: number
  /** How much failures count: the share of calls that succeed, to this power. */
  reliability: number
}

/** Each mode's own wish decides, the others only between near equals; `balanced` takes the cheapest that is publishable. */
const weights: Record<RoutingMode, Weights> = {
  cost: { cost: 0.95, quality: 0.03, speed: 0.02, publishable: 0, reliability: 0.5 },
  quality: { cost: 0.08, quality: 0.9, speed: 0.02, publishable: 0, reliability: 0.5 },
  speed: { cost: 0.02, quality: 0.08, speed: 0.9, publishable: 0, reliability: 1 },
  balanced: { cost: 0.25, quality: 0.1, speed: 0.15, publishable: 0.5, reliability: 1 },
}

/** A model a thousand times as dear as the cheapest scores nothing for cost; each doubling loses a tenth. */
const costSpan = Math.log(1000)

/** How good a choice a model is for a routing mode, from 0 to 1, where the cheapest that may be had costs `cheapest`. */
export function scoreModel({ quality, speed, cost, live }: RankedModel, mode: RoutingMode, cheapest: number): number {
  const of = weights[mode]
  const thrift = Math.max(0, 1 - Math.log((cost + tiny) / (cheapest + tiny)) / costSpan)
  const wishes =
    of.cost * thrift +
    of.quality * (quality / 10) +
    of.speed * (speed / 10) +
    (quality >= publishableQuality ? of.publishable : 0)
  return wishes * (1 - (live.errorRate ?? 0)) ** of.reliability
}

/** Sorts models for a routing mode, each with its score, the best choice first; equal ones keep their order. */
export function rankModels(
  models: readonly RankedModel[],
  mode: RoutingMode,
): { ranked: RankedModel; score: number }[] {
  const cheapest = Math.min(...models.map(({ cost }) => cost))
  return models
    .map((ranked) => ({ ranked, score: scoreModel(ranked, mode, cheapest) }))
    .toSorted((a, b) => b.score - a.score)
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
  return Number(costUsd({ ...noUsage, inputTokens: needs.inputTokens, outputTokens: needs.outputTokens }, model.price))
}

export function toRanked(
  model: PricedModel,
  { quality, speed }: DefaultModel,
  needs: Needs,
  live: LiveFigures,
): RankedModel {
  return { model, quality, speed: speedOf(live) ?? speed, cost: roughCost(model, needs), live }
}

/** Tokens a second on the scale of the table: 10 are a 1, 100 a 5.5, 1,000 a 10. */
function speedOf({ tokensPerSecond }: LiveFigures): number | null {
  if (tokensPerSecond === null) return null
  return Math.min(10, Math.max(1, 1 + 4.5 * Math.log10(tokensPerSecond / 10)))
}
