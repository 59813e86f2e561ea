import { type GenerateAccepted, generateAccepted, type GenerateRequest } from '@hg/contracts'
import {
  findKeptAnswer,
  insertJob,
  type KeptAnswer,
  lineageTemplate,
  reserveIdempotencyKey,
  sqlState,
  violates,
  withTenant,
} from '@hg/db'
import { requireRoleOf } from '@hg/http'
import { AppError, type Context, formatActor } from '@hg/runtime'
import { v7 as uuidv7 } from 'uuid'
import type { CpmDeps } from '../deps.ts'
import { forecastGeneration } from '../generation/forecast.ts'
import { bodyHash } from './body-hash.ts'
import { fillFromTemplate } from './fill-from-template.ts'

const defaultPriority = 5
const lockNotAvailable = '55P03'

/**
 * Accepts a request: stores the job, with the strategy as it is now, and tells the queue. Once this resolves the job is in
 * Postgres; when the queue is away it is told later.
 *
 * @param idempotencyKey the same key with the same body gives the same answer for 24 h
 * @returns the answer, and whether it repeats an earlier one
 * @throws {AppError} not_found, forbidden, client_archived, template_missing, content_template_missing, unknown_model,
 *   retired_model, model_not_allowed, provider_not_configured, idempotency_mismatch, idempotency_in_progress, unavailable
 */
export async function submitJob(
  deps: CpmDeps,
  ctx: Context,
  input: GenerateRequest,
  idempotencyKey?: string,
): Promise<{ accepted: GenerateAccepted; replayed: boolean }> {
  await requireRoleOf(deps.db, ctx.actor, input.client_id, 'member', 'client')
  const hash = bodyHash(input)
  if (idempotencyKey !== undefined) {
    // Before anything that may have changed since: a repetition gets the answer of then.
    const kept = await withTenant(deps.db, ctx.actor, (tx) => findKeptAnswer(tx, input.client_id, idempotencyKey))
    if (kept) return repeatAnswer(kept, hash)
  }
  await requireTemplate(deps, ctx, input)
  const request = await fillFromTemplate(deps, ctx, input)
  const strategy = await deps.strategies.resolve(ctx, input)
  const keys = await deps.keys.keysOf(ctx.actor, input.client_id)
  const forecast = await forecastGeneration(deps, request, strategy.effective, keys)

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

  const kept = await withTenant(deps.db, ctx.actor, async (tx) => {
    if (idempotencyKey !== undefined) {
      const row = { client_id, key: idempotencyKey, body_hash: hash, job_id: id, response: accepted }
      const earlier = await reserveIdempotencyKey(tx, row)
      if (earlier) return earlier
    }
    await insertJob(tx, {
      id,
      client_id,
      content_type,
      parameters,
      llm_provider: forecast.provider,
      reserved_usd: forecast.highUsd,
      strategy_id: strategy.strategy?.id ?? null,
      strategy_version: strategy.strategy?.version ?? null,
      strategy: { effective: strategy.effective, layers: strategy.layers },
      priority,
      created_by: formatActor(ctx.actor),
    })
    return null
  }).catch((error: unknown) => {
    if (sqlState(error) === lockNotAvailable) throw new AppError('idempotency_in_progress', undefined, { cause: error })
    if (violates(error, 'jobs_client_archived')) {
      const fields = [{ path: 'client_id', message: 'must name a client that is not archived, nor stands under one' }]
      throw new AppError('client_archived', undefined, { fields, cause: error })
    }
    throw error
  })

  if (kept) return repeatAnswer(kept, hash)
  await enqueueOrLeave(deps, { job_id: id, client_id, epoch: 0 }, request.priority)
  return { accepted, replayed: false }
}

function repeatAnswer(kept: KeptAnswer, hash: string): { accepted: GenerateAccepted; replayed: true } {
  if (kept.body_hash !== hash) throw new AppError('idempotency_mismatch')
  return { accepted: generateAccepted.parse(kept.response), replayed: true }
}

/** A template that the request names must serve the client, or the job could only fail. */
async function requireTemplate(deps: CpmDeps, ctx: Context, input: GenerateRequest): Promise<void> {
  const { template_id, client_id, content_type } = input
  if (template_id === undefined) return
  const found = await withTenant(deps.db, ctx.actor, (tx) => lineageTemplate(tx, client_id, content_type, template_id))
  if (found) return
  const message = 'must name an active template of this client or of one above it'
  throw new AppError('template_missing', undefined, { fields: [{ path: 'template_id', message }] })
}

/** The queue is a hint: when it is away, the reconciler tells it later. */
async function enqueueOrLeave(
  deps: CpmDeps,
  payload: { job_id: string; client_id: string; epoch: number },
  priority: number | undefined,
): Promise<void> {
  try {
    await deps.producer.enqueue(payload, { priority })
  } catch (err) {
    deps.logger.warn({ err, jobId: payload.job_id }, 'the queue is away; the job waits for the reconciler')
  }
}
