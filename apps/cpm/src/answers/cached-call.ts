import { prepareRequest } from '@hg/llm'
import type { WonAttempt } from '../generation/attempts.ts'
import { callModels, type ModelCall } from '../generation/call-models.ts'
import type { ChosenModels } from '../generation/choose.ts'
import { JobRests } from '../generation/job-rests.ts'
import type { KeyedWork } from '../generation/work.ts'
import { handIn } from '../provider-batches/hand-in.ts'
import { answerKey } from './answer-key.ts'
import { cacheTerms } from './cache-terms.ts'
import { endLead, shareAnswer } from './end-turn.ts'
import { type TakenAnswer, takeTurn } from './take-turn.ts'

/** A call that may be answered from the cache: its first candidate is the model that the answer is asked of. */
type CachableCall = ModelCall & Pick<ChosenModels, 'candidates' | 'choiceOf'>

/**
 * Has a call answered from the client's cache, by the same call of another job, or by the models: at once, or in a provider's
 * batch.
 *
 * @throws {JobRests} when another job is having the same call made, or a batch is waited for
 */
export async function cachedCall(work: KeyedWork, call: CachableCall): Promise<TakenAnswer | WonAttempt> {
  const { request, snapshot, claim } = work.run
  const terms = cacheTerms(request, snapshot.effective)
  if (!terms) {
    await handIn(work, call, null)
    return callModels(work, call)
  }
  const [lead] = call.candidates
  const key = answerKey({
    clientId: claim.clientId,
    provider: lead.provider,
    request: prepareRequest(call.prompt, lead).request,
    llm: snapshot.effective.llm,
  })
  const taken = terms.mayRead ? await takeTurn(work, { key, ttlSeconds: terms.ttlSeconds, call }) : null
  work.deps.metrics.cacheAsked(taken ? 'hit' : terms.mayRead ? 'miss' : 'bypass')
  if (taken) return taken
  let won: WonAttempt
  try {
    await handIn(work, call, { key, ttlSeconds: terms.ttlSeconds })
    won = await callModels(work, call)
  } catch (error) {
    // Whoever rests for its batch leads until that is done.
    if (!(error instanceof JobRests)) await endLead(work, key)
    throw error
  }
  await shareAnswer(work, { key, ttlSeconds: terms.ttlSeconds, lead }, won)
  return won
}
