export type { BatchEndpoint, BatchFormat, BatchRequest, BatchResult, ProviderBatch } from './batch/batch-endpoint.ts'
export { batchPriceFactors, scalePrice } from './batch/batch-price.ts'
export { chargeableUsage, type ChargeableUsage } from './catalogue/chargeable-usage.ts'
export { estimatePromptTokens, estimateTokens } from './catalogue/estimate-tokens.ts'
export {
  costUsd,
  estimateCost,
  greatestUsd,
  leastUsd,
  type Rates,
  ratesFor,
  scaleUsd,
  sumUsd,
} from './catalogue/cost.ts'
export { affordableOutputTokens, type CallSize, worstCaseUsd } from './catalogue/worst-case.ts'
export { findModel, type FoundModel, hasPrice, type ModelRefusal } from './catalogue/find-model.ts'
export type { Catalogue, Model, ModelStatus, Price, PricedModel, PriceTier } from './catalogue/model.ts'
export { readRetryAfterMs } from './providers/shared/retry-after.ts'
export { type KeyIds, openCircuits } from './circuit/circuit-key.ts'
export { circuitDefaults, type CircuitMode, type CircuitSettings } from './circuit/circuit-state.ts'
export {
  type Circuit,
  type CircuitKey,
  type CircuitOptions,
  type CircuitReport,
  createCircuit,
} from './circuit/circuit.ts'
export { AbortedError, type ErrorClass, GenerationError, ProviderError, type Remains } from './errors.ts'
export { type Clock, realClock } from './loop/clock.ts'
export { defaultLimits, type Limits } from './loop/decide-next.ts'
export type { AttemptHooks, AttemptReason, AttemptStart, GenerateOptions, Generation } from './loop/generate-options.ts'
export { generateWithFallback } from './loop/generate-with-fallback.ts'
export type { AttemptOutcome } from './loop/outcome.ts'
export { prepareRequest, type PreparedRequest } from './loop/prepare-request.ts'
export {
  type Adapters,
  configuredProviders,
  createAdapterFor,
  createAdapters,
  keyIdsOf,
  type ProvidersSettings,
} from './providers/create-adapters.ts'
export type { ProviderSettings } from './providers/shared/settings.ts'
export {
  chooseCandidates,
  type ChooseInput,
  type Choice,
  type Lead,
  type ModelPlan,
  type Refusal,
} from './routing/choose-candidates.ts'
export { takesPieceSchema } from './piece/piece-schema.ts'
export { type DefaultModel, defaultModels } from './routing/defaults.ts'
export {
  type CallSum,
  type LiveFigures,
  type LiveView,
  nothingSeen,
  seesNothing,
  viewCalls,
} from './routing/live-figures.ts'
export type { Needs } from './routing/rank-models.ts'
export type { ProviderAdapter } from './provider-adapter.ts'
export type { FinishReason, LlmAnswer, LlmRequest, Prompt, StreamOptions, Usage } from './types.ts'
export { noUsage } from './usage.ts'
