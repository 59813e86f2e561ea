import { maxPieceLength, type RegenerateRequest, type Rewrite } from '@hg/contracts'
import { withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../../deps.ts'
import { acceptJob } from '../accept.ts'
import { type AcceptedAnswer, findEarlierAnswer } from '../store-accepted.ts'
import { bodyHash } from '../body-hash.ts'
import { requireWritten } from '../require-state.ts'
import { readRevision } from '../revisions/read.ts'
import { findOrigin, requestAgain, strategyFor } from './origin.ts'

/**
 * Has a completed job's piece written anew, as the instructions say: a new job, which keeps the earlier text and the
 * instructions, whatever becomes of the first.
 *
 * @throws {AppError} `not_found`, `forbidden`, `job_not_ready` when there is no text, `unprocessable` for a revision that
 *   does not exist or is too long, and what acceptJob throws
 */
export async function regenerateJob(
  deps: CpmDeps,
  ctx: Context,
  id: string,
  input: RegenerateRequest,
  idempotencyKey?: string,
): Promise<AcceptedAnswer> {
  const { row, serves } = await findOrigin(deps, ctx, id)
  const idempotency =
    idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash: bodyHash({ regenerate: id, ...input }) }
  const earlier = await findEarlierAnswer(deps, ctx, row.client_id, idempotency)
  if (earlier) return earlier
  requireWritten(row)
  const piece = await withTenant(deps.db, ctx.actor, (tx) => readRevision(tx, row, input.revision))
  if (!piece) throw refused('revision', 'must be a revision of this piece')
  if (piece.content.length > maxPieceLength)
    throw new AppError(
      'unprocessable',
      `The piece is longer than the ${maxPieceLength} characters that are written anew.`,
    )
  const rewrite: Rewrite = {
    job_id: id,
    revision: piece.number,
    instructions: input.instructions,
    title: piece.title,
    meta_description: piece.meta_description,
    content: piece.content,
  }
  return acceptJob(deps, ctx, {
    request: { ...requestAgain(row, input.variables), rewrite },
    strategy: await strategyFor(deps, ctx, row, input.strategy),
    serves,
    parent: { job_id: id, relation: 'regenerate' },
    idempotency,
  })
}

function refused(path: string, message: string): AppError {
  return new AppError('unprocessable', undefined, { fields: [{ path, message }] })
}
