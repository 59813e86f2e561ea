import {
  type ContentType,
  type EffectiveStrategy,
  mergeStrategies,
  type StrategyConfiguration,
  strategyConfiguration,
} from '@hg/contracts'
import { lineageStrategy, listModels, namedStrategy, type Queryable, type StrategyLayerRow, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { findConflicts } from './conflicts/find-conflicts.ts'
import { pinLayer } from './pin.ts'
import { presentLayer } from './standing.ts'

export interface EffectiveStrategyInput {
  client_id: string
  content_type: ContentType
  strategy_id?: string | undefined
}

/** The named strategy's layer among the others. Active ones above are part of the lineage; a draft must be one's own to see. */
async function pin(
  tx: Queryable,
  layers: StrategyLayerRow[],
  input: EffectiveStrategyInput & { strategy_id: string },
): Promise<{ layers: StrategyLayerRow[]; named: StrategyLayerRow }> {
  const active = layers.find((layer) => layer.strategy_id === input.strategy_id)
  if (active) return { layers, named: active }
  const named = await namedStrategy(tx, input.client_id, input.strategy_id)
  if (!named) throw notFound('strategy')
  if (named.content_type !== 'any' && named.content_type !== input.content_type)
    throw new AppError('unprocessable', `The strategy is for ${named.content_type}, not for ${input.content_type}.`)
  return { layers: pinLayer(layers, named), named }
}

/** What is stored is checked when it is used: a merged list may outgrow its limit, though each layer was right. */
function check(effective: StrategyConfiguration): StrategyConfiguration {
  const parsed = strategyConfiguration.safeParse(effective)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new AppError('unprocessable', 'The strategies of this client and of those above it do not fit together.', {
    fields,
  })
}

/**
 * The strategy that applies to a client and content type: its layers merged from the root down, and who set each value.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see and for a strategy outside its lineage;
 * `unprocessable` for a named strategy of another content type, and for layers whose merge breaks the contract
 */
export async function readEffectiveStrategy(
  deps: SmmDeps,
  ctx: Context,
  input: EffectiveStrategyInput,
): Promise<EffectiveStrategy> {
  const { strategy_id } = input
  const { layers, named, models } = await withTenant(deps.db, ctx.actor, async (tx) => {
    const found = await lineageStrategy(tx, input.client_id, input.content_type)
    // The lineage is empty for a foreign client and for one without any strategy: only then ask which.
    if (found.length === 0) await requireRole(tx, input.client_id, 'viewer', 'client')
    const pinned =
      strategy_id === undefined
        ? { layers: found, named: found.at(-1) }
        : await pin(tx, found, { ...input, strategy_id })
    const namesModel = pinned.layers.some(({ configuration }) => configuration.llm?.model !== undefined)
    return { ...pinned, models: namesModel ? await listModels(tx) : [] }
  })
  const merged = mergeStrategies(layers)
  const { effective, explain } = merged
  return {
    client_id: input.client_id,
    content_type: input.content_type,
    effective: check(effective),
    explain,
    layers: layers.map(presentLayer),
    strategy: named ? { id: named.strategy_id, version: named.version, name: named.name } : null,
    // What those above silence among themselves is not this client's business.
    conflicts: findConflicts(layers, input.content_type, models, merged).filter(
      ({ code, parties }) => code !== 'locked_above' || parties[0]?.client_id === input.client_id,
    ),
  }
}
