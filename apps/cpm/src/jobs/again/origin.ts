import type { AcceptedRequest, ContentType, RetryRequest } from '@hg/contracts'
import { getJob, type JobRow, withTenant } from '@hg/db'
import { requireHeld } from '@hg/http'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import type { StrategySnapshot } from '../../strategy/snapshot.ts'
import type { Acceptance } from '../accept.ts'
import { findServingPrompt, type ServingPrompt } from '../prompt-needs.ts'

/**
 * The job that another one is to be made from, for who may make one, and what would serve its request now.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function findOrigin(
  deps: CpmDeps,
  ctx: Context,
  id: string,
): Promise<{ row: JobRow; serves: ServingPrompt }> {
  const row = await withTenant(deps.db, ctx.actor, (tx) => getJob(tx, id))
  if (!row) throw notFound('job')
  const { role, serves } = await findServingPrompt(deps, ctx, requestOf(row))
  requireHeld(role, 'member', 'job')
  return { row, serves }
}

/**
 * A job's request as it was accepted, gaps filled and all, to be carried out at once: what it waited for is over.
 */
export function requestOf(row: JobRow): AcceptedRequest {
  const parameters = { ...(row.parameters as Omit<AcceptedRequest, 'client_id' | 'content_type'>) }
  delete parameters.not_before
  return { ...parameters, client_id: row.client_id, content_type: row.content_type as ContentType }
}

/** The same with other variables, where there are any: by now the template may take others. */
export function requestAgain(row: JobRow, variables: RetryRequest['variables']): AcceptedRequest {
  const request = requestOf(row)
  return variables ? { ...request, variables } : request
}

/** The strategy for a job made from another: as it is now, or as the first one kept it. */
export async function strategyFor(
  deps: CpmDeps,
  ctx: Context,
  row: JobRow,
  choice: RetryRequest['strategy'],
): Promise<Acceptance['strategy']> {
  return choice === 'as_before' ? strategyAsBefore(row) : deps.strategies.resolve(ctx, requestOf(row))
}

/** The strategy that a job was accepted under, as the job kept it. */
export function strategyAsBefore(row: JobRow): Acceptance['strategy'] {
  const { effective, layers } = row.strategy as unknown as StrategySnapshot
  const { strategy_id, strategy_version } = row
  const strategy =
    strategy_id === null || strategy_version === null ? null : { id: strategy_id, version: strategy_version }
  return { effective, layers, strategy }
}
