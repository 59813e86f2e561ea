import type { ConsideredModel, ErrorCode, LlmProvider, RoutingMode } from '@hg/contracts'
import { findModel } from '../catalogue/find-model.ts'
import type { Catalogue, PricedModel } from '../catalogue/model.ts'
import { type DefaultModel, defaultModels } from './defaults.ts'
import { type LiveView, seesNothing } from './live-figures.ts'
import { type Needs, rankBySimilarity, type RankedModel, rankModels, roughCost, toRanked } from './rank-models.ts'

export interface ChooseInput {
  catalogue: Catalogue
  /** The providers that have a key. */
  configured: readonly LlmProvider[]
  /** The providers that the strategy allows; all when absent. */
  allowed?: readonly LlmProvider[]
  /** What the request or the strategy names. */
  fixed?: { provider?: LlmProvider; model?: string }
  routing: RoutingMode
  needs: Needs
  /** True for a model whose circuit is open; none when absent. */
  isOpen?: (model: PricedModel) => boolean
  /** What was lately seen of each model; nothing when absent. */
  live?: LiveView
  /** Another table of defaults, for tests. */
  defaults?: readonly DefaultModel[]
}

export interface Refusal {
  code: Extract<
    ErrorCode,
    'unknown_model' | 'retired_model' | 'model_not_allowed' | 'provider_not_configured' | 'unprocessable'
  >
  message: string
  /** For a retired model: what to ask for in its place. */
  successor?: string | null
}

/** What led to the first candidate: that it was named, its provider was, the routing, or that what was named had better rest. */
export type Lead = 'model' | 'provider' | 'routing' | 'other_provider'

export interface ModelPlan {
  candidates: [PricedModel, ...PricedModel[]]
  /** More models of what is allowed, the best first: for a prompt that is too long for the candidates. */
  spares: PricedModel[]
  lead: Lead
  /** The models that the routing chose among, the best first. */
  considered: ConsideredModel[]
}

export type Choice = ({ ok: true } & ModelPlan) | { ok: false; refusal: Refusal }

/**
 * Which models to try, in order: the choice, then one of each other provider to fall back on. A fixed model leads, followed
 * by what costs about as much elsewhere; a fixed provider leads with its best for the routing mode. Models with an open
 * circuit come last. Refuses what cannot be had, with the code that the services answer.
 */
export function chooseCandidates(input: ChooseInput): Choice {
  const { fixed = {} } = input
  if (fixed.model !== undefined) return chooseFixedModel(input, fixed.model)
  if (fixed.provider !== undefined) {
    const refusal = refuseProvider(input, fixed.provider)
    if (refusal) return refused(refusal)
  }

  const ranked = rankModels(fittingDefaults(input), input.routing).map((one) => one.ranked)
  const ofFixed = fixed.provider ? ranked.filter(({ model }) => model.provider === fixed.provider) : ranked
  if (ofFixed.length === 0) return refused(whyNothingFits(input))
  return accept(input, onePerProvider([...ofFixed, ...ranked]))
}

function chooseFixedModel(input: ChooseInput, name: string): Choice {
  const found = findModel(input.catalogue, name, input.fixed?.provider)
  if (!found.ok) return refused(found.refusal)
  const { model } = found
  const refusal = refuseProvider(input, model.provider) ?? refuseLength(input, model)
  if (refusal) return refused(refusal)

  const similar = rankBySimilarity(fittingDefaults(input), roughCost(model, input.needs))
  return accept(input, [model, ...onePerProvider(similar).filter(({ provider }) => provider !== model.provider)])
}

function fittingDefaults({
  catalogue,
  configured,
  allowed,
  needs,
  live = seesNothing,
  defaults = defaultModels,
}: ChooseInput): RankedModel[] {
  return defaults.flatMap((entry) => {
    if (!configured.includes(entry.provider) || (allowed && !allowed.includes(entry.provider))) return []
    const found = findModel(catalogue, entry.model, entry.provider)
    return found.ok && fits(found.model, needs) ? [toRanked(found.model, entry, needs, live(found.model))] : []
  })
}

function fits({ contextTokens, maxOutputTokens }: PricedModel, { inputTokens, outputTokens }: Needs): boolean {
  if (contextTokens !== null && inputTokens + outputTokens > contextTokens) return false
  return maxOutputTokens === null || outputTokens <= maxOutputTokens
}

function onePerProvider(ranked: readonly RankedModel[]): PricedModel[] {
  const first = new Map<LlmProvider, PricedModel>()
  for (const { model } of ranked) if (!first.has(model.provider)) first.set(model.provider, model)
  return [...first.values()]
}

function accept(input: ChooseInput, models: readonly PricedModel[]): Choice {
  const { isOpen = () => false, fixed = {}, routing } = input
  const [first, ...rest] = [...models.filter((model) => !isOpen(model)), ...models.filter(isOpen)]
  if (!first) throw new Error('There is no model to choose from')
  const scored = rankModels(fittingDefaults(input), routing)
  const named = fixed.model !== undefined ? first.model === fixed.model : first.provider === fixed.provider
  const isNamed = fixed.model !== undefined || fixed.provider !== undefined
  return {
    ok: true,
    candidates: [first, ...rest],
    spares: scored.flatMap(({ ranked: { model } }) => (models.includes(model) ? [] : [model])),
    lead: !isNamed ? 'routing' : !named ? 'other_provider' : fixed.model !== undefined ? 'model' : 'provider',
    considered: scored.map(({ ranked, score }) => toConsidered(ranked, score, isOpen(ranked.model))),
  }
}

function toConsidered(
  { model, quality, speed, cost, live }: RankedModel,
  score: number,
  open: boolean,
): ConsideredModel {
  return {
    provider: model.provider,
    model: model.model,
    score: round(score, 4),
    cost_usd: round(cost, 6),
    quality,
    speed: round(speed, 1),
    tokens_per_second: live.tokensPerSecond === null ? null : round(live.tokensPerSecond, 1),
    error_rate: live.errorRate === null ? null : round(live.errorRate, 3),
    circuit_open: open,
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

function refused(refusal: Refusal): Choice {
  return { ok: false, refusal }
}

function refuseProvider({ allowed, configured }: ChooseInput, provider: LlmProvider): Refusal | null {
  if (allowed && !allowed.includes(provider)) {
    return { code: 'model_not_allowed', message: `The strategy allows ${allowed.join(', ')}, not ${provider}` }
  }
  if (configured.includes(provider)) return null
  return { code: 'provider_not_configured', message: `No key is configured for ${provider}` }
}

/** A fixed model need only have room for the prompt: what it may write is cut to what is left. */
function refuseLength({ needs }: ChooseInput, { model, contextTokens }: PricedModel): Refusal | null {
  if (contextTokens === null || needs.inputTokens < contextTokens) return null
  const message = `The prompt has about ${needs.inputTokens} tokens; "${model}" has room for ${contextTokens}`
  return { code: 'unprocessable', message }
}

function whyNothingFits(input: ChooseInput): Refusal {
  const { allowed, configured, fixed = {}, needs } = input
  const usable = configured.filter((provider) => !allowed || allowed.includes(provider))
  if (usable.length === 0) {
    return {
      code: 'provider_not_configured',
      message: `No key is configured for ${allowed?.join(', ') ?? 'any provider'}`,
    }
  }
  const providers = fixed.provider ?? usable.join(', ')
  if (fittingDefaults({ ...input, needs: { inputTokens: 0, outputTokens: 0 } }).length === 0) {
    return { code: 'unknown_model', message: `The catalogue has no model of ${providers} to choose; name one` }
  }
  const { inputTokens, outputTokens } = needs
  return {
    code: 'unprocessable',
    message: `No model of ${providers} reads about ${inputTokens} tokens and writes ${outputTokens}`,
  }
}
