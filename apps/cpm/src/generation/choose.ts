import type { ChoiceReason, GenerateRequest, LlmProvider, ModelChoice, StrategyConfiguration } from '@hg/contracts'
import {
  type AttemptReason,
  chooseCandidates,
  type KeyIds,
  type Lead,
  type ModelPlan,
  type Needs,
  openCircuits,
  type PricedModel,
} from '@hg/llm'
import { AppError } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'

export type ChoosingDeps = Pick<CpmDeps, 'readCatalogue' | 'readLive' | 'circuit'>

/** Which models to try, and why. */
export interface ChosenModels extends ModelPlan {
  /** Why a call goes where it goes, as it is stored with the call. */
  choiceOf: (reason: AttemptReason, attemptIndex: number) => ModelChoice
}

/**
 * The models to try for a request, in order: what the request names, else what the strategy names, else what the routing
 * picks among the providers that the strategy allows.
 *
 * @param needs the prompt's size, counted or forecast, and the most that an answer may take, in tokens
 * @param keys which key stands behind each provider for the client
 * @param namedBy what the names in `request.llm` come from, for the record
 * @throws {AppError} unknown_model, retired_model, model_not_allowed, provider_not_configured, unprocessable
 */
export async function planModels(
  deps: ChoosingDeps,
  request: Pick<GenerateRequest, 'llm'>,
  strategy: StrategyConfiguration,
  needs: Needs,
  keys: KeyIds,
  namedBy: 'request' | 'prompt' = 'request',
): Promise<ChosenModels> {
  const isNamed = (request.llm?.model ?? request.llm?.provider) !== undefined
  const named = isNamed ? request.llm : strategy.llm
  const routing = request.llm?.routing ?? strategy.llm?.routing ?? 'balanced'
  const choice = chooseCandidates({
    catalogue: await deps.readCatalogue(),
    configured: Object.keys(keys) as LlmProvider[],
    allowed: strategy.llm?.allowed_providers,
    fixed: { provider: named?.provider, model: named?.model },
    routing,
    needs,
    isOpen: openCircuits(deps.circuit, keys),
    live: await deps.readLive(),
  })
  if (choice.ok) {
    const lead = reasonOf(choice.lead, isNamed ? namedBy : 'strategy')
    return {
      ...choice,
      choiceOf: (reason, attemptIndex) => ({
        reason: reason === 'first' ? lead : reason,
        routing,
        ...(attemptIndex === 1 ? { considered: choice.considered } : {}),
      }),
    }
  }
  const { code, message } = choice.refusal
  const path = code === 'unknown_model' || code === 'retired_model' ? 'llm.model' : 'llm.provider'
  throw new AppError(code, message, { fields: [{ path, message }] })
}

/** The models alone. */
export async function chooseModels(...of: Parameters<typeof planModels>): Promise<[PricedModel, ...PricedModel[]]> {
  return (await planModels(...of)).candidates
}

function reasonOf(lead: Lead, namedBy: 'request' | 'strategy' | 'prompt'): ChoiceReason {
  if (lead === 'model') return `${namedBy}_model`
  return lead === 'provider' ? 'provider_named' : lead
}
