import { type AcceptedRequest, type ContentTypeOrAny, type GenerateAccepted, generateAccepted } from '@hg/contracts'
import {
  type AuditChange,
  findKeptAnswer,
  insertJob,
  type JobParent,
  type KeptAnswer,
  reserveIdempotencyKey,
  sqlState,
  violates,
  withTenant,
  writeAudit,
} from '@hg/db'
import { AppError, type Context, formatActor } from '@hg/runtime'
import { v7 as uuidv7 } from 'uuid'
import { BudgetSpent, noteRefusal, reserveOrRefuse } from '../budgets/reserve.ts'
import type { CpmDeps } from '../deps.ts'
import type { GenerationEstimate } from '../estimate/estimate-generation.ts'
import type { StrategySnapshot } from '../strategy/snapshot.ts'

const defaultPriority = 5
const lockNotAvailable = '55P03'

/** A request that was found good, and what it may cost. */
export interface AcceptedWork {
  request: Omit<AcceptedRequest, 'content_type'> & { content_type: ContentTypeOrAny }
  /** What the job is written by, and keeps. */
  strategy: StrategySnapshot & { strategy: { id: string; version: number } | null }
  forecast: Pick<GenerationEstimate, 'provider' | 'model' | 'highUsd'>
  /** The job that this one is made from. */
  parent?: JobParent
  idempotency: Idempotency | undefined
  /** Where the job is asked for: `/jobs`. */
  statusPath: string
  /** What the audit says of it; a piece's job says itself who asked for it. */
  audited?: Pick<AuditChange, 'action' | 'targetType' | 'label' | 'facts'>
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
 * Stores a job in one transaction with its idempotency key and the reservation of what it may cost, and tells the queue. Once this
 * resolves the job is in Postgres; when the queue is away it is told later.
 *
 * @throws {AppError} client_archived, budget_spent, idempotency_mismatch, idempotency_in_progress, unavailable
 */
export async function storeAccepted(deps: CpmDeps, ctx: Context, acceptance: AcceptedWork): Promise<AcceptedAnswer> {
  const { request, strategy, forecast, idempotency } = acceptance
  const { client_id, content_type, ...parameters } = request
  const id = uuidv7()
  const accepted: GenerateAccepted = {
    job_id: id,
    status: 'pending',
    status_url: `${acceptance.statusPath}/${id}`,
    events_url: `${acceptance.statusPath}/${id}/events`,
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
    const audited =
      acceptance.audited && writeAudit(tx, ctx, { clientId: client_id, targetId: id, ...acceptance.audited })
    const [waitMs] = await Promise.all([stored, audited, reserveOrRefuse(tx, [id])])
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
