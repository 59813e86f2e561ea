import type { GenerateRequest } from '@hg/contracts'
import { requireHeld } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { acceptJob } from './accept.ts'
import { type AcceptedAnswer, findEarlierAnswer } from './store-accepted.ts'
import { bodyHash } from './body-hash.ts'
import { fillFromTemplate } from './fill-from-template.ts'
import { findServingPrompt } from './prompt-needs.ts'

/**
 * Accepts a request: stores the job, with the strategy as it is now, and tells the queue.
 *
 * @param idempotencyKey the same key with the same body gives the same answer for 24 h
 * @returns the answer, and whether it repeats an earlier one
 * @throws {AppError} not_found, forbidden, content_template_missing, and what {@link acceptJob} throws
 */
export async function submitJob(
  deps: CpmDeps,
  ctx: Context,
  input: GenerateRequest,
  idempotencyKey?: string,
): Promise<AcceptedAnswer> {
  const { role, serves } = await findServingPrompt(deps, ctx, input)
  requireHeld(role, 'member', 'client')
  const idempotency = idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash: bodyHash(input) }
  const earlier = await findEarlierAnswer(deps, ctx, input.client_id, idempotency)
  if (earlier) return earlier
  const request = await fillFromTemplate(deps, ctx, input)
  const strategy = await deps.strategies.resolve(ctx, input)
  return acceptJob(deps, ctx, { request, strategy, serves, idempotency })
}
