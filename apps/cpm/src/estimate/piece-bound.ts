import type { AcceptedRequest, StrategyConfiguration } from '@hg/contracts'
import { type CallSize, greatestUsd, leastUsd, type PricedModel, scaleUsd, sumUsd, worstCaseUsd } from '@hg/llm'

/**
 * What a piece costs at most by one model: the call that writes it, and room for its repairs, or for a call that fails
 * half-way.
 */
export function pieceBound({ price, maxOutputTokens }: PricedModel, size: CallSize, repairs: number): string {
  const output = Math.min(size.maxOutputTokens, maxOutputTokens ?? Infinity)
  const writing = worstCaseUsd({ ...size, maxOutputTokens: output }, price)
  const half = Math.ceil(output / 2)
  const repairing = worstCaseUsd({ promptTokens: size.promptTokens + half, maxOutputTokens: half }, price)
  return sumUsd([writing, greatestUsd(scaleUsd(repairing, repairs), scaleUsd(writing, 0.5))])
}

export interface CostLimit {
  usd: string
  setBy: 'request' | 'strategy'
}

/** The lower one of the request's and the strategy's own limit. */
export function limitOf(
  { max_cost_usd }: Pick<AcceptedRequest, 'max_cost_usd'>,
  { llm }: StrategyConfiguration,
): CostLimit | null {
  const strategyUsd = llm?.max_cost_usd?.toFixed(10)
  if (strategyUsd === undefined) return max_cost_usd === undefined ? null : { usd: max_cost_usd, setBy: 'request' }
  if (max_cost_usd === undefined) return { usd: strategyUsd, setBy: 'strategy' }
  const usd = leastUsd(max_cost_usd, strategyUsd)
  return { usd, setBy: usd === leastUsd(max_cost_usd) ? 'request' : 'strategy' }
}
