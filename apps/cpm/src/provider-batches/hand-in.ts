import { insertBatchItem, releaseJob, withTenant } from '@hg/db'
import { affordableOutputTokens, prepareRequest } from '@hg/llm'
import type { ModelCall } from '../generation/call-models.ts'
import type { ChosenModels } from '../generation/choose.ts'
import { JobRests } from '../generation/job-rests.ts'
import type { KeyedWork } from '../generation/work.ts'
import { takesBatches, wantsBatch } from './goes-with-batch.ts'

/** How long a job rests for its batch before it looks again. It is woken as soon as there is an answer. */
export const batchRestMs = 3_600_000

type BatchableCall = ModelCall & Pick<ChosenModels, 'candidates' | 'choiceOf'>

/**
 * Hands a call in for a provider's batch, where the strategy says so and the model that leads can be had that way. Does nothing
 * for any other call, and for a job whose request was in a batch before: that one is made at once.
 *
 * @param kept what the client's cache is to find the answer by
 * @throws {JobRests} when it was handed in: the job is pending again
 */
export async function handIn(
  work: KeyedWork,
  call: BatchableCall,
  kept: { key: Buffer; ttlSeconds: number } | null,
): Promise<void> {
  const [lead] = call.candidates
  if (!wantsBatch(work) || !takesBatches(work, lead)) return
  const { deps, run, keys } = work
  // Reckoned at the full price: what the batch leaves undone is called for at once.
  const asked = Math.min(call.prompt.maxOutputTokens, lead.maxOutputTokens ?? Infinity)
  const affordable = affordableOutputTokens(call.promptTokens, run.purse.leftUsd, lead.price)
  if (affordable < asked / 2) return
  const { request, droppedParameters } = prepareRequest(call.prompt, lead, affordable)
  const keyId = keys.adapters[lead.provider]?.keyId ?? ''
  const isHandedIn = await withTenant(deps.db, run.actor, async (tx) => {
    const isNew = await insertBatchItem(tx, run.claim, {
      provider: lead.provider,
      model: lead.model,
      providerKeyId: keys.ownKey(keyId)?.id ?? null,
      priceId: lead.price.id,
      request,
      format: request.format ?? null,
      promptTokens: call.promptTokens,
      droppedParameters,
      choice: call.choiceOf('first', 1),
      kept,
    })
    if (!isNew) return false
    await call.atFirst?.(tx)
    return releaseJob(tx, run.claim, batchRestMs)
  })
  if (isHandedIn) throw new JobRests('its batch is done')
}
