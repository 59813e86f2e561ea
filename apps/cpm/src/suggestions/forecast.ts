import type { AcceptedRequest, StrategyConfiguration, SuggestionRequest } from '@hg/contracts'
import { estimateCost, estimateTokens, greatestUsd, leastUsd, type PricedModel, sumUsd, worstCaseUsd } from '@hg/llm'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { type GenerationEstimate, requireRoom } from '../estimate/estimate-generation.ts'
import { limitOf } from '../estimate/piece-bound.ts'
import { planModels } from '../generation/choose.ts'
import type { FoundVersion } from './find-version.ts'

/** What is said around the text, generously: the rules of the editor, and what there is to fill a template with. */
const instructionTokens = 2500
/** For what changed, a sentence each, and for the thinking of models that think. */
const spareTokens = 4000
/** A tighter text is shorter; what is cut at this is not. */
const roomForText = 1.2
/** What is expected of a suggestion, as a part of the text. */
const usualShare = 0.8
/** So many problems of a first answer are told to the second call. */
const problemTokens = 500

/** What a suggestion may take, and by which models. */
export interface SuggestionForecast extends Pick<
  GenerationEstimate,
  'provider' | 'model' | 'lowUsd' | 'expectedUsd' | 'highUsd'
> {
  /** What was asked of the model, with the answer's limit. */
  llm: NonNullable<AcceptedRequest['llm']>
}

/**
 * What a suggestion will cost, before its prompt exists. The high bound has room for a second call, by the dearest model that may
 * be fallen back on; a limit lowers it.
 *
 * @throws {AppError} what choosing models throws, and `cost_ceiling` when the limit leaves no room for a call
 */
export async function forecastSuggestion(
  deps: CpmDeps,
  ctx: Context,
  given: { input: SuggestionRequest; found: FoundVersion; strategy: StrategyConfiguration },
): Promise<SuggestionForecast> {
  const { input, found, strategy } = given
  const { template, version: text } = found
  const textTokens = estimateTokens(text.system_template) + estimateTokens(text.template)
  const promptTokens = textTokens + estimateTokens(input.instructions ?? '') + instructionTokens
  const maxOutputTokens = Math.ceil(textTokens * roomForText) + spareTokens
  const llm = { ...input.llm, max_output_tokens: maxOutputTokens }
  const size = { promptTokens, maxOutputTokens }

  const keys = await deps.keys.keysOf(ctx.actor, template.client_id)
  const needs = { inputTokens: promptTokens, outputTokens: maxOutputTokens }
  const { candidates } = await planModels(deps, { llm }, strategy, needs, keys)
  const limit = limitOf(input, strategy)
  if (limit !== null) requireRoom(limit, candidates, size)
  const [first] = candidates
  const bounds = candidates.map((model) => boundOf(model, size))
  const boundUsd = greatestUsd(bounds[0] ?? '0', ...bounds)
  const highUsd = limit === null ? boundUsd : leastUsd(boundUsd, limit.usd)
  const costOf = (outputTokens: number) =>
    estimateCost({ inputTokens: promptTokens, maxOutputTokens: Math.round(outputTokens), price: first.price })
  const thinking = first.reasoning ? spareTokens / 4 : 0
  return {
    provider: first.provider,
    model: first.model,
    lowUsd: leastUsd(costOf((textTokens * usualShare) / 2), highUsd),
    expectedUsd: leastUsd(costOf(textTokens * usualShare + thinking + problemTokens), highUsd),
    highUsd,
    llm,
  }
}

/** Two calls; the second is told of the first one's answer, and what was wrong with it. */
function boundOf(
  { price, maxOutputTokens }: PricedModel,
  { promptTokens, maxOutputTokens: asked }: { promptTokens: number; maxOutputTokens: number },
): string {
  const output = Math.min(asked, maxOutputTokens ?? Infinity)
  const second = { promptTokens: promptTokens + output + problemTokens, maxOutputTokens: output }
  return sumUsd([worstCaseUsd({ promptTokens, maxOutputTokens: output }, price), worstCaseUsd(second, price)])
}
