import type { AcceptedRequest, EffectiveStrategy } from '@hg/contracts'
import { callbackAllowed, type JobParent, withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { forecastGeneration } from '../generation/forecast.ts'
import { requireTarget } from '../webhooks/target.ts'
import { requireServed, type ServingPrompt } from './prompt-needs.ts'
import { type AcceptedAnswer, type Idempotency, storeAccepted } from './store-accepted.ts'

/** A request that is to become a job, whoever asked for it and how. */
export interface Acceptance {
  /** Its gaps filled. */
  request: AcceptedRequest
  /** What the job is written by, and keeps. */
  strategy: Pick<EffectiveStrategy, 'effective' | 'layers'> & {
    strategy: { id: string; version: number } | null
  }
  /** What would serve it now: its variables are judged by that. */
  serves: ServingPrompt
  /** The job that this one is made from. */
  parent?: JobParent
  idempotency: Idempotency | undefined
}

/**
 * The one way to a piece's job: checks what its request names, forecasts its cost, and stores it. Once this resolves the job is in
 * Postgres.
 *
 * @throws {AppError} client_archived, template_missing, variables_invalid, callback_unregistered, unknown_model,
 *   retired_model, model_not_allowed, provider_not_configured, cost_ceiling, budget_spent, idempotency_mismatch,
 *   idempotency_in_progress, unavailable
 */
export async function acceptJob(deps: CpmDeps, ctx: Context, acceptance: Acceptance): Promise<AcceptedAnswer> {
  const { request, strategy } = acceptance
  requireServed(request, acceptance.serves)
  await requireCallback(deps, ctx, request)
  const forecast = await forecastGeneration(deps, ctx, request, strategy.effective)
  return storeAccepted(deps, ctx, { ...acceptance, forecast, statusPath: '/jobs' })
}

/** An answer may be sent only where somebody answers for it: to the origin of a webhook, whose secret signs it. */
export async function requireCallback(
  deps: CpmDeps,
  ctx: Context,
  request: Pick<AcceptedRequest, 'client_id' | 'callback_url'>,
): Promise<void> {
  const { callback_url, client_id } = request
  if (callback_url === undefined) return
  requireTarget(deps.targets, callback_url, 'callback_url')
  if (await withTenant(deps.db, ctx.actor, (tx) => callbackAllowed(tx, client_id, callback_url))) return
  const message = 'must share the origin of a webhook of this client or of one above it: create one there first'
  throw new AppError('callback_unregistered', undefined, { fields: [{ path: 'callback_url', message }] })
}
