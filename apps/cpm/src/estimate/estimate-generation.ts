import {
  type AcceptedRequest,
  type LlmProvider,
  type StrategyConfiguration,
  usualMaxRepairs,
  wordCountFor,
} from '@hg/contracts'
import type { TypicalUsage } from '@hg/db'
import {
  affordableOutputTokens,
  batchPriceFactors,
  type CallSize,
  estimateCost,
  estimateTokens,
  greatestUsd,
  type KeyIds,
  leastUsd,
  type Price,
  type PricedModel,
  scalePrice,
} from '@hg/llm'
import { AppError } from '@hg/runtime'
import { chooseModels, type ChoosingDeps } from '../generation/choose.ts'
import { maxOutputTokens } from '../generation/needs.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { type CostLimit, limitOf, pieceBound } from './piece-bound.ts'

/** What a template adds around the strategy and the request, in tokens. Generous: it is part of a ceiling. */
const templateTokens = 1500
/** So many own pieces say more than usual lengths do. */
const enoughPieces = 3
const tokensPerWord = { least: 1.3, usual: 1.5 }
/** What models that think write to themselves for a piece, by what the sandbox and public examples show: a guess. */
const thinkingTokens = 800
export interface GenerationEstimate {
  provider: LlmProvider
  model: string
  lowUsd: string
  expectedUsd: string
  /** What is reserved, and the job's ceiling: no call is begun that could pass it. */
  highUsd: string
  fromHistory: boolean
  /** Whether `lowUsd` and `expectedUsd` are of the provider's batch. What is reserved never is: it may have to be called for at once. */
  atBatchPrice: boolean
}

/**
 * What a request will cost, before its prompt exists. Calls no provider. The high bound has room for the dearest model that
 * may be fallen back on, and for repairs or for a call that fails half-way; a request's or strategy's own limit lowers it.
 *
 * @param given.keys which key stands behind each provider for the client
 * @param given.typical what the client's own pieces of this type took
 * @param given.isOfBatch whether it is asked for as a part of a batch, which strategies may have called for in the provider's own
 * @throws {AppError} what choosing models throws, and `cost_ceiling` when the limit leaves no room for a call
 */
export async function estimateGeneration(
  deps: ChoosingDeps,
  given: {
    request: AcceptedRequest
    strategy: StrategyConfiguration
    keys: KeyIds
    typical: TypicalUsage
    isOfBatch: boolean
  },
): Promise<GenerationEstimate> {
  const { request, strategy, keys, typical, isOfBatch } = given
  const promptTokens = promptTokensOf(request, strategy)
  const asked = maxOutputTokens(request, strategy)
  const needs = { inputTokens: promptTokens, outputTokens: asked }
  const candidates = await chooseModels(deps, request, strategy, needs, keys)
  const repairs = strategy.quality?.max_repairs ?? usualMaxRepairs
  const bounds = candidates.map((model) => pieceBound(model, { promptTokens, maxOutputTokens: asked }, repairs))
  const highUsd = greatestUsd(bounds[0] ?? '0', ...bounds)
  const limit = limitOf(request, strategy)
  if (limit !== null) requireRoom(limit, candidates, { promptTokens, maxOutputTokens: asked })

  const [first] = candidates
  const fromHistory = typical.pieces >= enoughPieces
  const batchPrice =
    isOfBatch && request.trial === undefined && strategy.llm?.batch === 'provider' ? batchPriceOf(first) : null
  const price = batchPrice ?? first.price
  const words = wordCountFor(request.content_type, strategy.content?.word_count)
  const costOf = (inputTokens: number, outputTokens: number) =>
    estimateCost({
      inputTokens: Math.round(inputTokens),
      maxOutputTokens: Math.min(asked, Math.round(outputTokens)),
      price,
    })
  const usual = ((words.min + words.max) / 2) * tokensPerWord.usual + (first.reasoning ? thinkingTokens : 0)
  const expectedUsd = fromHistory
    ? estimateCost({ inputTokens: typical.inputTokens, maxOutputTokens: typical.outputTokens, price })
    : costOf(promptTokens, usual)
  const ceilingUsd = limit === null ? highUsd : leastUsd(highUsd, limit.usd)
  return {
    provider: first.provider,
    model: first.model,
    lowUsd: leastUsd(costOf(promptTokens / 2, words.min * tokensPerWord.least), expectedUsd, ceilingUsd),
    expectedUsd: leastUsd(expectedUsd, ceilingUsd),
    highUsd: ceilingUsd,
    fromHistory,
    atBatchPrice: batchPrice !== null,
  }
}

function batchPriceOf({ provider, price }: PricedModel): Price | null {
  const factor = batchPriceFactors[provider]
  return factor === undefined ? null : scalePrice(price, factor)
}

function promptTokensOf(
  { topic, keywords, brief, content_template, rewrite, variables }: AcceptedRequest,
  strategy: StrategyConfiguration,
) {
  const said = JSON.stringify([topic, keywords, brief, content_template?.sections, rewrite, variables])
  return strategyTokensOf(strategy) + estimateTokens(said) + templateTokens
}

const strategyTokens = new WeakMap<StrategyConfiguration, number>()

/** Counted once for each strategy that is remembered: the pieces of a batch mostly share one. */
function strategyTokensOf(strategy: StrategyConfiguration): number {
  let tokens = strategyTokens.get(strategy)
  if (tokens === undefined) strategyTokens.set(strategy, (tokens = estimateTokens(JSON.stringify(strategy))))
  return tokens
}

/** Throws `cost_ceiling` where a limit leaves no room for a call. */
export function requireRoom(limit: CostLimit, candidates: readonly PricedModel[], size: CallSize): void {
  const fits = candidates.some(
    ({ price, maxOutputTokens }) =>
      affordableOutputTokens(size.promptTokens, limit.usd, price) >=
      Math.min(size.maxOutputTokens, maxOutputTokens ?? Infinity) / 2,
  )
  if (fits) return
  const usd = trimDecimal(limit.usd)
  const message =
    limit.setBy === 'request'
      ? `leaves no room for a call: $${usd} is less than what half of such a piece may cost; raise it, or choose a cheaper model`
      : `the strategy's limit of $${usd} a piece leaves no room for a call: raise it there, or choose a cheaper model`
  throw new AppError('cost_ceiling', undefined, { fields: [{ path: 'max_cost_usd', message }] })
}
