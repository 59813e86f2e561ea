import type { LlmProvider, JobErrorCode } from '@hg/contracts'
import { type BatchItemRow, findBatchItem, lockJobOfItem, releaseJob, withTenant } from '@hg/db'
import { type FinishReason, GenerationError } from '@hg/llm'
import { JobRests } from '../generation/job-rests.ts'
import { Stopped } from '../generation/running-jobs.ts'
import type { KeyedWork } from '../generation/work.ts'
import { wantsBatch } from './goes-with-batch.ts'
import { batchRestMs } from './hand-in.ts'

/** An answer that came with a batch: its call has been written down and settled. */
export interface BatchedAnswer {
  text: string
  finishReason: FinishReason
  provider: LlmProvider
  model: string
  modelUsed: string
}

/**
 * The answer to a job's request that was handed in for a batch. Null: nothing was, or the batch came to nothing, and the call is
 * to be made at once.
 *
 * @throws {JobRests} when the batch is not done
 * @throws {GenerationError} when the provider refused the request for good
 */
export async function resumeBatched(work: KeyedWork): Promise<BatchedAnswer | null> {
  const { deps, run } = work
  if (!wantsBatch(work) || run.claim.epoch === 1) return null
  const item = await withTenant(deps.db, run.actor, async (tx) => {
    // Whoever settles it meanwhile waits for the rest that it ends.
    await lockJobOfItem(tx, run.claim)
    const found = await findBatchItem(tx, run.claim)
    if (found?.state !== 'waiting' && found?.state !== 'sent') return found
    if (!(await releaseJob(tx, run.claim, batchRestMs))) throw new Stopped('lease_lost')
    return found
  })
  if (!item) return null
  switch (item.state) {
    case 'waiting':
    case 'sent':
      throw new JobRests('its batch is done')
    case 'answered':
      return item.answer as unknown as BatchedAnswer
    default:
      if (isForGood(item, run.snapshot.effective.llm?.on_refusal === 'other_provider')) throw refusal(item)
      return null
  }
}

function isForGood({ error_class, error_code }: BatchItemRow, asksOthers: boolean): boolean {
  return error_class === 'give_up' && !(asksOthers && error_code === 'provider_refused_content')
}

function refusal({ error_code, error_message }: BatchItemRow): GenerationError {
  const code = (error_code ?? 'provider_unavailable') as JobErrorCode
  return new GenerationError(code, error_message ?? 'The provider refused the request.', 1, null)
}
