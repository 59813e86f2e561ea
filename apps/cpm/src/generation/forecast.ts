import type { AcceptedRequest, LlmProvider, StrategyConfiguration } from '@hg/contracts'
import { estimateCost, estimateTokens, type KeyIds } from '@hg/llm'
import { chooseModels, type ChoosingDeps } from './choose.ts'
import { maxOutputTokens } from './needs.ts'

/** What a template adds around the strategy and the request, in tokens. Generous: a forecast is a ceiling. */
const templateTokens = 1500

/**
 * What a request will cost at most with the model that is chosen first, before its prompt exists. Calls no provider.
 *
 * @param keys which key stands behind each provider for the client
 * @throws {AppError} when no model may be used
 */
export async function forecastGeneration(
  deps: ChoosingDeps,
  request: AcceptedRequest,
  strategy: StrategyConfiguration,
  keys: KeyIds,
): Promise<{ provider: LlmProvider; model: string; highUsd: string }> {
  const { topic, keywords, brief, content_template } = request
  const said = JSON.stringify([strategy, topic, keywords, brief, content_template?.sections])
  const inputTokens = estimateTokens(said) + templateTokens
  const [first] = await chooseModels(deps, request, strategy, inputTokens, keys)
  const outputTokens = Math.min(maxOutputTokens(request, strategy), first.maxOutputTokens ?? Infinity)
  return {
    provider: first.provider,
    model: first.model,
    highUsd: estimateCost({ inputTokens, maxOutputTokens: outputTokens, price: first.price }),
  }
}
