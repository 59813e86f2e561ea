import type { JobErrorCode } from '@hg/contracts'
import { failJob, releaseJob, withTenant } from '@hg/db'
import { AbortedError, GenerationError } from '@hg/llm'
import { AppError } from '@hg/runtime'
import { JobRests } from './job-rests.ts'
import { storable } from './parse-answer.ts'
import { PromptError } from './request-prompt.ts'
import type { Run, WorkerDeps } from './run-context.ts'
import { Stopped, type StopReason } from './running-jobs.ts'
import { settleOrphans } from './settle-orphans.ts'

/** How long a job may wait for the instructions module to come back. */
const promptPatienceMs = 30 * 60_000
/** How long it waits before it asks again. */
const promptRestMs = 15_000

/**
 * Decides what becomes of a job whose work ended without a result, and does it.
 *
 * @returns the outcome: what the logs and figures call it
 */
export async function endUnfinished(deps: WorkerDeps, run: Run, error: unknown, signal: AbortSignal): Promise<string> {
  if (error instanceof JobRests) return 'waiting'
  const stopped = stopReason(error, signal)
  if (stopped === 'shutdown') return handBack(deps, run)
  if (stopped) return stopped
  if (error instanceof PromptError && error.isRetryable && Date.now() - run.dueAt.getTime() < promptPatienceMs) {
    deps.logger.warn({ err: error, jobId: run.claim.id }, 'the prompt has to wait')
    await withTenant(deps.db, run.actor, (tx) => releaseJob(tx, run.claim, promptRestMs))
    return 'waiting'
  }
  if (error instanceof AppError && error.code === 'unavailable') throw error
  const failure = describe(error)
  if (failure.code === 'internal') deps.logger.error({ err: error, jobId: run.claim.id }, 'job failed unexpectedly')
  const failed = await withTenant(deps.db, run.actor, async (tx) => {
    // A call that nobody settled (its answer could not be kept) is owed all the same.
    await settleOrphans(tx, run.claim, run.claim.epoch)
    return failJob(tx, run.claim, failure, run.template)
  })
  return failed ? 'failed' : 'lease_lost'
}

/** A worker that goes down gives its job to the others, under the next delivery. */
async function handBack(deps: WorkerDeps, run: Run): Promise<string> {
  const { id, clientId, epoch } = run.claim
  const released = await withTenant(deps.db, run.actor, (tx) => releaseJob(tx, run.claim))
  if (!released) return 'lease_lost'
  try {
    await deps.producer.enqueue({ job_id: id, client_id: clientId, epoch })
  } catch (err) {
    deps.logger.warn({ err, jobId: id }, 'the queue is away; the job waits for the reconciler')
  }
  return 'handed_back'
}

function stopReason(error: unknown, signal: AbortSignal): StopReason | null {
  if (signal.aborted && signal.reason instanceof Stopped) return signal.reason.reason
  if (error instanceof Stopped) return error.reason
  return error instanceof AbortedError && error.cause instanceof Stopped ? error.cause.reason : null
}

function describe(error: unknown): { code: JobErrorCode; message: string } {
  if (error instanceof GenerationError) return { code: error.code, message: storable(error.message) }
  if (error instanceof PromptError) {
    const code = error.code === 'variables_invalid' ? 'variables_invalid' : 'prompt_failed'
    return { code, message: storable(error.message) }
  }
  // Choosing the models, now that the prompt is there: it is longer than was forecast, or what was named cannot be had any more.
  if (error instanceof AppError) {
    return {
      code: error.code === 'unprocessable' ? 'context_too_long' : 'provider_unavailable',
      message: error.message,
    }
  }
  return { code: 'internal', message: 'Something went wrong on our side.' }
}
