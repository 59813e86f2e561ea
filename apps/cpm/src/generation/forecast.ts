import type { AcceptedRequest, StrategyConfiguration } from '@hg/contracts'
import { typicalUsage, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { estimateGeneration, type GenerationEstimate } from '../estimate/estimate-generation.ts'

/**
 * What a request will cost, with what the client's own pieces say.
 *
 * @throws {AppError} when no model may be used, or the request's limit leaves no room for one
 */
export async function forecastGeneration(
  deps: CpmDeps,
  ctx: Context,
  request: AcceptedRequest,
  strategy: StrategyConfiguration,
): Promise<GenerationEstimate> {
  const { client_id, content_type } = request
  const [keys, typical] = await Promise.all([
    deps.keys.keysOf(ctx.actor, client_id),
    withTenant(deps.db, ctx.actor, (tx) => typicalUsage(tx, client_id, content_type)),
  ])
  return estimateGeneration(deps, { request, strategy, keys, typical, isOfBatch: false })
}
