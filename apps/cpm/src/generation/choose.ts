import type { GenerateRequest, LlmProvider, StrategyConfiguration } from '@hg/contracts'
import { chooseCandidates, type KeyIds, openCircuits, type PricedModel } from '@hg/llm'
import { AppError } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { maxOutputTokens } from './needs.ts'

type ChoosingDeps = Pick<CpmDeps, 'readCatalogue' | 'circuit'>

/**
 * The models to try for a request, in order: what the request names, else what the strategy names, else what the routing
 * picks among the providers that the strategy allows.
 *
 * @param inputTokens the prompt's size, counted or forecast
 * @param keys which key stands behind each provider for the client
 * @throws {AppError} unknown_model, retired_model, model_not_allowed, provider_not_configured, unprocessable
 */
export async function chooseModels(
  deps: ChoosingDeps,
  request: Pick<GenerateRequest, 'content_type' | 'llm'>,
  strategy: StrategyConfiguration,
  inputTokens: number,
  keys: KeyIds,
): Promise<[PricedModel, ...PricedModel[]]> {
  const named = (request.llm?.model ?? request.llm?.provider) ? request.llm : strategy.llm
  const choice = chooseCandidates({
    catalogue: await deps.readCatalogue(),
    configured: Object.keys(keys) as LlmProvider[],
    allowed: strategy.llm?.allowed_providers,
    fixed: { provider: named?.provider, model: named?.model },
    routing: request.llm?.routing ?? strategy.llm?.routing ?? 'balanced',
    needs: { inputTokens, outputTokens: maxOutputTokens(request, strategy) },
    isOpen: openCircuits(deps.circuit, keys),
  })
  if (choice.ok) return choice.candidates
  const { code, message } = choice.refusal
  const path = code === 'unknown_model' || code === 'retired_model' ? 'llm.model' : 'llm.provider'
  throw new AppError(code, message, { fields: [{ path, message }] })
}
