import { type Estimate, mergeStrategies, type SuggestionRequest } from '@hg/contracts'
import { lineageStrategy, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { bodyHash } from '../jobs/body-hash.ts'
import { type AcceptedAnswer, findEarlierAnswer, storeAccepted } from '../jobs/store-accepted.ts'
import type { StrategySnapshot } from '../strategy/snapshot.ts'
import { findVersion, type FoundVersion } from './find-version.ts'
import { forecastSuggestion } from './forecast.ts'

/**
 * Accepts that a model is asked for a tighter version of a template's version: a job with its reservation and its charges, which
 * is no piece.
 *
 * @param idempotencyKey the same key with the same body gives the same answer for 24 h
 * @throws {AppError} `not_found`, `forbidden`, what choosing models throws, `cost_ceiling`, `budget_spent`, `client_archived`,
 *   `idempotency_mismatch`, `idempotency_in_progress`
 */
export async function askForSuggestion(
  deps: CpmDeps,
  ctx: Context,
  input: SuggestionRequest,
  idempotencyKey?: string,
): Promise<AcceptedAnswer> {
  const found = await findVersion(deps, ctx, input)
  const { client_id, name } = found.template
  const idempotency =
    idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash: bodyHash({ suggestion: input }) }
  const earlier = await findEarlierAnswer(deps, ctx, client_id, idempotency)
  if (earlier) return earlier
  const strategy = await strategyFor(deps, ctx, found)
  const forecast = await forecastSuggestion(deps, ctx, { input, found, strategy: strategy.effective })
  const { template_id, template_version, instructions, target_tokens, max_cost_usd } = input
  return storeAccepted(deps, ctx, {
    request: {
      ...{ client_id, content_type: 'any', llm: forecast.llm, max_cost_usd },
      topic: `A tighter version of ${name}, version ${template_version}`,
      suggestion: { template_id, template_version, instructions, target_tokens, template_name: name },
    },
    strategy: { ...strategy, strategy: null },
    forecast,
    idempotency,
    statusPath: '/prompt-suggestions',
    audited: {
      ...{ action: 'suggestion.asked', targetType: 'suggestion', label: name },
      facts: { template_id, template_version, estimated_usd: forecast.highUsd },
    },
  })
}

/** What a suggestion would cost; what could not be asked for is refused in the same way. Stores nothing and calls no provider. */
export async function estimateSuggestion(deps: CpmDeps, ctx: Context, input: SuggestionRequest): Promise<Estimate> {
  const found = await findVersion(deps, ctx, input)
  const { effective } = await strategyFor(deps, ctx, found)
  const { lowUsd, expectedUsd, highUsd, provider, model } = await forecastSuggestion(deps, ctx, {
    ...{ input, found },
    strategy: effective,
  })
  return { low_usd: lowUsd, expected_usd: expectedUsd, high_usd: highUsd, provider, model, from_history: false }
}

/** Which providers and models may be called; of a template for all content types, what all of them share. */
async function strategyFor(
  deps: Pick<CpmDeps, 'db'>,
  ctx: Context,
  { template: { client_id, content_type } }: FoundVersion,
): Promise<StrategySnapshot> {
  const layers = await withTenant(deps.db, ctx.actor, (tx) => lineageStrategy(tx, client_id, content_type))
  return {
    effective: mergeStrategies(layers).effective,
    layers: layers.map(({ strategy_id, version, name, content_type, client_id, client_name }) => ({
      ...{ strategy_id, version, name, content_type, client_id, client_name },
    })),
  }
}
