import { endAttempt, insertCharge, listOrphanedAttempts, type Queryable } from '@hg/db'
import { costUsd, noUsage } from '@hg/llm'
import { toPrice } from '../catalogue/to-price.ts'

/**
 * Ends and charges the attempts that a worker began, up to an epoch, and never ended. What they used is an estimate: the
 * prompt, and the text that had arrived at the last heartbeat.
 */
export async function settleOrphans(
  tx: Queryable,
  job: { id: string; clientId: string },
  upToEpoch: number,
): Promise<void> {
  for (const orphan of await listOrphanedAttempts(tx, job, upToEpoch)) {
    const usage = {
      ...noUsage,
      inputTokens: orphan.prompt_tokens_estimate,
      outputTokens: orphan.streamed_tokens_estimate,
    }
    const ended = await endAttempt(tx, job, orphan.attempt, {
      status: 'lost',
      error_message: 'The worker was lost during the call.',
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
    })
    if (!ended) continue
    await insertCharge(tx, {
      clientId: job.clientId,
      jobId: job.id,
      attempt: orphan.attempt,
      amountUsd: costUsd(usage, toPrice(orphan.price)),
      estimated: true,
      priceId: orphan.price.id,
    })
  }
}
