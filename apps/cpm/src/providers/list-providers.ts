import {
  type LlmProvider,
  llmProvider,
  type ProviderKeySource,
  type ProviderList,
  type ProviderModel,
  type ProviderOverview,
  type ProviderState,
} from '@hg/contracts'
import { effectiveProviderKeys, withTenant } from '@hg/db'
import { requireRoleOf } from '@hg/http'
import {
  type Catalogue,
  type CircuitReport,
  defaultModels,
  hasPrice,
  type KeyIds,
  type LiveView,
  type PricedModel,
  takesPieceSchema,
} from '@hg/llm'
import type { Context } from '@hg/runtime'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import type { CpmDeps } from '../deps.ts'

type ListingDeps = Pick<CpmDeps, 'db' | 'readCatalogue' | 'readLive' | 'keys' | 'circuit'>

/** A provider of which more calls than this fail is degraded. */
const manyFailures = 0.2

/**
 * The providers as they stand for a client: whose key serves, which models there are and at what price, which of them rest
 * behind that key, and what was lately seen. Calls no provider.
 *
 * @throws {AppError} not_found for a client that the actor may not see
 */
export async function listProviders(deps: ListingDeps, ctx: Context, clientId: string): Promise<ProviderList> {
  await requireRoleOf(deps.db, ctx.actor, clientId, 'viewer', 'client')
  const [owned, keys, catalogue, live] = await Promise.all([
    withTenant(deps.db, ctx.actor, (tx) => effectiveProviderKeys(tx, clientId)),
    deps.keys.keysOf(ctx.actor, clientId),
    deps.readCatalogue(),
    deps.readLive(),
  ])
  const depths = new Map(owned.map(({ provider, depth }) => [provider, depth]))
  const reports = deps.circuit.snapshot()
  return {
    items: llmProvider.options.map((provider) =>
      present(provider, sourceOf(provider, depths, keys), {
        catalogue,
        live,
        reports: reports.filter((report) => report.provider === provider && report.keyId === keys[provider]),
      }),
    ),
  }
}

function sourceOf(provider: LlmProvider, depths: ReadonlyMap<LlmProvider, number>, keys: KeyIds): ProviderKeySource {
  const depth = depths.get(provider)
  if (depth !== undefined) return depth === 0 ? 'own' : 'above'
  return keys[provider] === undefined ? 'none' : 'platform'
}

interface Known {
  catalogue: Catalogue
  live: LiveView
  /** The circuits of the provider behind the client's key. */
  reports: CircuitReport[]
}

function present(provider: LlmProvider, key: ProviderKeySource, known: Known): ProviderOverview {
  const models = known.catalogue
    .filter(hasPrice)
    .filter((model) => model.provider === provider)
    .map((model) => presentModel(model, known))
    .toSorted((a, b) => ages[a.status] - ages[b.status] || Number(b.routed) - Number(a.routed) || byName(a, b))
  const { errorRate, tokensPerSecond } = known.live({ provider, model: null })
  return {
    provider,
    key,
    state: stateOf(key, models, errorRate),
    error_rate: rounded(errorRate, 3),
    tokens_per_second: rounded(tokensPerSecond, 1),
    models,
  }
}

function stateOf(key: ProviderKeySource, models: ProviderModel[], errorRate: number | null): ProviderState {
  if (key === 'none') return 'no_key'
  const routed = models.filter((model) => model.routed)
  if (routed.length > 0 && routed.every(({ state }) => state === 'resting')) return 'resting'
  const anyRests = models.some(({ state }) => state !== 'available')
  return anyRests || (errorRate ?? 0) > manyFailures ? 'degraded' : 'available'
}

function presentModel(model: PricedModel, { live, reports }: Known): ProviderModel {
  const report = reports.find((one) => one.model === model.model)
  const { errorRate, tokensPerSecond } = live(model)
  const { price } = model
  return {
    model: model.model,
    name: model.name,
    status: model.status,
    successor: model.successor,
    context_tokens: model.contextTokens,
    max_output_tokens: model.maxOutputTokens,
    accepts_temperature: model.acceptsTemperature,
    reasoning: model.reasoning,
    takes_schema: takesPieceSchema(model),
    routed: defaultModels.some((entry) => entry.provider === model.provider && entry.model === model.model),
    price: {
      input_usd_per_million: trimDecimal(price.inputUsdPerMillion),
      output_usd_per_million: trimDecimal(price.outputUsdPerMillion),
      cache_read_usd_per_million: orNull(price.cacheReadUsdPerMillion),
      cache_write_usd_per_million: orNull(price.cacheWriteUsdPerMillion),
      tiers: price.tiers.map((tier) => ({
        over_context_tokens: tier.overContextTokens,
        input_usd_per_million: trimDecimal(tier.inputUsdPerMillion),
        output_usd_per_million: trimDecimal(tier.outputUsdPerMillion),
        cache_read_usd_per_million: orNull(tier.cacheReadUsdPerMillion ?? null),
      })),
      effective_from: price.effectiveFrom.toISOString(),
    },
    state: report?.mode === 'open' ? 'resting' : report?.mode === 'half_open' ? 'trying' : 'available',
    resting_until:
      report?.mode === 'open' && report.openUntil !== null ? new Date(report.openUntil).toISOString() : null,
    error_rate: rounded(errorRate, 3),
    tokens_per_second: rounded(tokensPerSecond, 1),
  }
}

const ages: Record<ProviderModel['status'], number> = { available: 0, beta: 0, deprecated: 1, retired: 2 }

function byName(a: ProviderModel, b: ProviderModel): number {
  return b.name.localeCompare(a.name, 'en', { numeric: true })
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits))
}

function orNull(amount: string | null): string | null {
  return amount === null ? null : trimDecimal(amount)
}
