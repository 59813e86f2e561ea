import { type AcceptedRequest, type EffectiveStrategy, type GenerateAccepted, generateAccepted } from '@hg/contracts'
import {
  callbackAllowed,
  findKeptAnswer,
  insertJob,
  type JobParent,
  type KeptAnswer,
  reserveIdempotencyKey,
  sqlState,
  violates,
  withTenant,
} from '@hg/db'
import { AppError, type Context, formatActor } from '@hg/runtime'
import { v7 as uuidv7 } from 'uuid'
import { BudgetSpent, noteRefusal, reserveOrRefuse } from '../budgets/reserve.ts'
import type { CpmDeps } from '../deps.ts'
import { forecastGeneration } from '../generation/forecast.ts'
import { requireTarget } from '../webhooks/target.ts'
import { requireServed, type ServingPrompt } from './prompt-needs.ts'

const defaultPriority = 5
const lockNotAvailable = '55P03'

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

/** A key, and the hash of the body that came with it. */
export interface Idempotency {
  key: string
  hash: string
}

export interface AcceptedAnswer {
  accepted: GenerateAccepted
  /** True when it repeats an earlier answer. */
  replayed: boolean
}

/**
 * The one way to a job: forecasts its cost, stores it in one transaction with its idempotency key, and tells the queue.
 * Once this resolves the job is in Postgres; when the queue is away it is told later.
 *
 * @throws {AppError} client_archived, template_missing, variables_invalid, callback_unregistered, unknown_model,
 *   retired_model, model_not_allowed, provider_not_configured, cost_ceiling, budget_spent, idempotency_mismatch,
 *   idempotency_in_progress, unavailable
 */
export async function acceptJob(deps: CpmDeps, ctx: Context, acceptance: Acceptance): Promise<AcceptedAnswer> {
  const { request, strategy, idempotency } = acceptance
  requireServed(request, acceptance.serves)
  await requireCallback(deps, ctx, request)
  const forecast = await forecastGeneration(deps, ctx, request, strategy.effective)

  const { client_id, content_type, ...parameters } = request
  const id = uuidv7()
  const accepted: GenerateAccepted = {
    job_id: id,
    status: 'pending',
    status_url: `/jobs/${id}`,
    events_url: `/jobs/${id}/events`,
    estimated_cost_usd: forecast.highUsd,
  }
  const priority = request.priority ?? defaultPriority
  let delayMs = 0

  const kept = await withTenant(deps.db, ctx.actor, async (tx) => {
    if (idempotency) {
      const row = { client_id, key: idempotency.key, body_hash: idempotency.hash, job_id: id, response: accepted }
      const earlier = await reserveIdempotencyKey(tx, row)
      if (earlier) return earlier
    }
    // Sent together: the reservation is the last statement before the commit.
    const stored = insertJob(tx, {
      id,
      client_id,
      content_type,
      parameters,
      llm_provider: forecast.provider,
      requested_model: forecast.model,
      reserved_usd: forecast.highUsd,
      strategy_id: strategy.strategy?.id ?? null,
      strategy_version: strategy.strategy?.version ?? null,
      strategy: { effective: strategy.effective, layers: strategy.layers },
      priority,
      created_by: formatActor(ctx.actor),
      not_before: request.not_before ?? null,
      parent: acceptance.parent ?? null,
    })
    const [waitMs] = await Promise.all([stored, reserveOrRefuse(tx, [id])])
    delayMs = waitMs
    return null
  }).catch(async (error: unknown) => {
    if (error instanceof BudgetSpent) await noteRefusal(deps, ctx, client_id, error)
    if (sqlState(error) === lockNotAvailable) throw new AppError('idempotency_in_progress', undefined, { cause: error })
    if (violates(error, 'jobs_client_archived')) {
      const fields = [{ path: 'client_id', message: 'must name a client that is not archived, nor stands under one' }]
      throw new AppError('client_archived', undefined, { fields, cause: error })
    }
    throw error
  })

  if (kept) return repeatAnswer(kept, idempotency?.hash)
  await enqueueOrLeave(deps, { job_id: id, client_id, epoch: 0 }, delayMs)
  return { accepted, replayed: false }
}

/**
 * What was answered under this key before, if anything. Asked before anything that may have changed since: a repetition
 * gets the answer of then.
 *
 * @throws {AppError} idempotency_mismatch
 */
export async function findEarlierAnswer(
  deps: CpmDeps,
  ctx: Context,
  clientId: string,
  idempotency: Idempotency | undefined,
): Promise<AcceptedAnswer | null> {
  if (!idempotency) return null
  const kept = await withTenant(deps.db, ctx.actor, (tx) => findKeptAnswer(tx, clientId, idempotency.key))
  return kept && repeatAnswer(kept, idempotency.hash)
}

function repeatAnswer(kept: KeptAnswer, hash: string | undefined): AcceptedAnswer {
  if (kept.body_hash !== hash) throw new AppError('idempotency_mismatch')
  return { accepted: generateAccepted.parse(kept.response), replayed: true }
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

/** The queue is a hint: when it is away, the reconciler tells it later. */
async function enqueueOrLeave(
  deps: CpmDeps,
  payload: { job_id: string; client_id: string; epoch: number },
  delayMs: number,
): Promise<void> {
  try {
    await deps.producer.enqueue(payload, { delayMs })
  } catch (err) {
    deps.logger.warn({ err, jobId: payload.job_id }, 'the queue is away; the job waits for the reconciler')
  }
}
