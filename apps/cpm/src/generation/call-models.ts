import type { AttemptPurpose } from '@hg/contracts'
import type { Queryable } from '@hg/db'
import { generateWithFallback, type PricedModel, type Prompt } from '@hg/llm'
import { attemptHooks, type WonAttempt } from './attempts.ts'
import type { ChosenModels } from './choose.ts'
import type { KeyedWork } from './work.ts'

/** What is asked of the models, and what for. */
export interface ModelCall {
  purpose: AttemptPurpose
  prompt: Prompt
  promptTokens: number
  /** In the order in which to try them. */
  candidates: readonly PricedModel[]
  /** More of them, for a prompt that is too long for the candidates. */
  spares?: readonly PricedModel[]
  /** Why a call goes where it goes. */
  choiceOf?: ChosenModels['choiceOf']
  /** What those who follow the job see meanwhile; the answer as it comes where it is left out. */
  shown?: string
  /** Written together with the first attempt. */
  atFirst?: (tx: Queryable) => Promise<unknown>
}

/** Calls the models in turn until one answers. Each attempt is written down before and settled after; the one that won is left to settle. */
export async function callModels(
  { deps, run, lease, keys, signal, publish }: KeyedWork,
  call: ModelCall,
): Promise<WonAttempt> {
  const attempts = attemptHooks(deps, run, { ...call, keys, lease, publish })
  try {
    await generateWithFallback({
      prompt: call.prompt,
      candidates: call.candidates,
      spares: call.spares,
      onRefusal: run.snapshot.effective.llm?.on_refusal,
      get adapters() {
        return keys.adapters
      },
      signal,
      circuit: deps.circuit,
      clock: deps.clock,
      hooks: attempts.hooks,
    })
  } finally {
    attempts.stop()
  }
  const won = attempts.won()
  if (!won) throw new Error('the generation ended without an answer')
  return won
}
