import { claimJob, endAttempt, failJob, insertCharge, listOrphanedAttempts, type Queryable, withTenant } from '@hg/db'
import { costUsd, noUsage } from '@hg/llm'
import type { GenerationPayload } from '@hg/queue'
import { toPrice } from '../catalogue/to-price.ts'
import { type Run, toRun, type WorkerDeps } from './run-context.ts'

/** After so many claims that ended in a crash, the job is what crashes the workers. */
const maxCrashes = 5

/**
 * Claims a delivered job, and settles what a crashed worker left open: its calls are charged by what is known of them.
 * Null when there is nothing to do: the job is somebody else's, has ended, or has crashed too many workers and fails here.
 */
export async function claimRun(deps: WorkerDeps, payload: GenerationPayload): Promise<Run | null> {
  const delivered = { id: payload.job_id, clientId: payload.client_id, epoch: payload.epoch }
  return withTenant(deps.db, { kind: 'client', id: payload.client_id }, async (tx) => {
    const row = await claimJob(tx, delivered, deps.leaseMs)
    if (!row) return null
    const run = toRun(row)
    if (row.crashes === 0) return run
    deps.logger.warn({ jobId: row.id, crashes: row.crashes }, 'took over a job whose worker was lost')
    await settleOrphans(tx, run)
    if (row.crashes < maxCrashes) return run
    await failJob(tx, run.claim, {
      code: 'worker_crashed',
      message: `Its worker was lost ${row.crashes} times; it is not tried again.`,
    })
    return null
  })
}

async function settleOrphans(tx: Queryable, { claim }: Run): Promise<void> {
  for (const orphan of await listOrphanedAttempts(tx, claim)) {
    const usage = {
      ...noUsage,
      inputTokens: orphan.prompt_tokens_estimate,
      outputTokens: orphan.streamed_tokens_estimate,
    }
    const ended = await endAttempt(tx, claim, orphan.attempt, {
      status: 'lost',
      error_message: 'The worker was lost during the call.',
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
    })
    if (!ended) continue
    await insertCharge(tx, {
      clientId: claim.clientId,
      jobId: claim.id,
      attempt: orphan.attempt,
      amountUsd: costUsd(usage, toPrice(orphan.price)),
      estimated: true,
      priceId: orphan.price.id,
    })
  }
}
