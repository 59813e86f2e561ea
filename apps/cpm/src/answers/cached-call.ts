import { prepareRequest } from '@hg/llm'
import type { WonAttempt } from '../generation/attempts.ts'
import { callModels, type ModelCall } from '../generation/call-models.ts'
import type { ChosenModels } from '../generation/choose.ts'
import type { KeyedWork } from '../generation/work.ts'
import { answerKey } from './answer-key.ts'
import { cacheTerms } from './cache-terms.ts'
import { endLead, shareAnswer } from './end-turn.ts'
import { type TakenAnswer, takeTurn } from './take-turn.ts'

/** A call that may be answered from the cache: its first candidate is the model that the answer is asked of. */
type CachableCall = ModelCall & Pick<ChosenModels, 'candidates' | 'choiceOf'>

/**
 * Has a call answered from the client's cache, by the same call of another job, or by the models.
 *
 * @throws {AnswerAwaited} when another job is having the same call made
 */
export async function cachedCall(work: KeyedWork, call: CachableCall): Promise<TakenAnswer | WonAttempt> {
  const { request, snapshot, claim } = work.run
  const terms = cacheTerms(request, snapshot.effective)
  if (!terms) return callModels(work, call)
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
    won = await callModels(work, call)
  } catch (error) {
    await endLead(work, key)
    throw error
  }
  await shareAnswer(work, { key, ttlSeconds: terms.ttlSeconds, lead }, won)
  return won
}
