import type { RetryRequest } from '@hg/contracts'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { acceptJob } from '../accept.ts'
import { type AcceptedAnswer, findEarlierAnswer } from '../store-accepted.ts'
import { bodyHash } from '../body-hash.ts'
import { requireRequest } from '../require-state.ts'
import { findOrigin, requestAgain, strategyFor } from './origin.ts'

/**
 * Asks once more for what a failed or cancelled job was to write: a new job with the same request.
 *
 * @throws {AppError} `not_found`, `forbidden`, `job_not_ready` when it did not fail, and what acceptJob throws
 */
export async function retryJob(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  input: RetryRequest,
  idempotencyKey?: string,
): Promise<AcceptedAnswer> {
  const { row, serves } = await findOrigin(deps, ctx, id)
  const idempotency =
    idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash: bodyHash({ retry: id, ...input }) }
  const earlier = await findEarlierAnswer(deps, ctx, row.client_id, idempotency)
  if (earlier) return earlier
  if (row.status !== 'failed' && row.status !== 'cancelled') {
    throw new AppError('job_not_ready', `The job is ${row.status}: only one that failed or was cancelled is retried.`)
  }
  requireRequest(row)
  return acceptJob(deps, ctx, {
    request: requestAgain(row, input.variables),
    strategy: await strategyFor(deps, ctx, row, input.strategy),
    serves,
    parent: { job_id: id, relation: 'retry' },
    idempotency,
  })
}
