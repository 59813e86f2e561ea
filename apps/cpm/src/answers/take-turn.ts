import {
  awaitAnswer,
  type CachedAnswer,
  findAnswer,
  insertCachedAttempt,
  isBatched,
  leadAnswer,
  lockAnswer,
  withTenant,
} from '@hg/db'
import { prepareRequest } from '@hg/llm'
import type { ModelCall } from '../generation/call-models.ts'
import type { ChosenModels } from '../generation/choose.ts'
import { JobRests } from '../generation/job-rests.ts'
import { Stopped } from '../generation/running-jobs.ts'
import type { KeyedWork } from '../generation/work.ts'
import { batchRestMs } from '../provider-batches/hand-in.ts'

/** How long a job rests for another one's answer before it looks again. It is woken sooner, unless whoever should is lost. */
const restMs = 30_000

/** The answer of another job, taken over as an attempt of this one. */
export interface TakenAnswer {
  attempt: number
  answer: CachedAnswer
}

/**
 * Asks the cache for a claimed job: its answer, or the lead to call for it, which is null. One job of all that ask for the same
 * leads; it loses the lead with its claim, however that ends.
 *
 * @throws {JobRests} when another job leads: this one is pending again
 * @throws {Stopped} when the claim no longer holds
 */
export async function takeTurn(
  { deps, run }: KeyedWork,
  asked: { key: Buffer; ttlSeconds: number; call: ModelCall & Pick<ChosenModels, 'choiceOf'> },
): Promise<TakenAnswer | null> {
  const { key, ttlSeconds, call } = asked
  const at = { clientId: run.claim.clientId, key }
  const usable = [...call.candidates, ...(call.spares ?? [])]
  const models = usable.map(({ provider, model }) => `${provider}/${model}`)
  const turn = await withTenant(deps.db, run.actor, async (tx) => {
    await lockAnswer(tx, at)
    const answer = await findAnswer(tx, at, { ttlSeconds, models })
    const model = answer && usable.find((one) => one.provider === answer.provider && one.model === answer.model)
    if (answer && model) {
      const attempt = await insertCachedAttempt(tx, run.claim, {
        purpose: call.purpose,
        answer,
        priceId: model.price.id,
        promptTokens: call.promptTokens,
        droppedParameters: prepareRequest(call.prompt, model).droppedParameters,
        choice: call.choiceOf('first', 1),
      })
      if (attempt === null) throw new Stopped('lease_lost')
      await call.atFirst?.(tx)
      return { attempt, answer }
    }
    if (await leadAnswer(tx, at, run.claim)) return 'lead'
    const patienceMs = (await isBatched(tx, at)) ? batchRestMs : restMs
    if (!(await awaitAnswer(tx, at, run.claim, patienceMs))) throw new Stopped('lease_lost')
    return 'rest'
  })
  if (turn === 'rest') throw new JobRests('another one has its answer')
  return turn === 'lead' ? null : turn
}
