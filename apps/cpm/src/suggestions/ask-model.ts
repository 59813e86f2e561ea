import type { AttemptPurpose, SuggestionPrompt } from '@hg/contracts'
import { saveSuggestionPrompt } from '@hg/db'
import type { WonAttempt } from '../generation/attempts.ts'
import { callModels } from '../generation/call-models.ts'
import { planModels } from '../generation/choose.ts'
import type { KeyedWork } from '../generation/work.ts'

/** Calls the models for a suggestion until one answers. The call that won is left to settle. */
export async function askModel(
  work: KeyedWork,
  { prompt, tokens }: SuggestionPrompt,
  purpose: AttemptPurpose,
): Promise<WonAttempt> {
  const { deps, run, keys } = work
  const { llm } = run.request
  if (llm?.max_output_tokens === undefined) throw new Error('a suggestion is accepted with the limit of its answer')
  const needs = { inputTokens: tokens, outputTokens: llm.max_output_tokens }
  const plan = await planModels(deps, { llm }, run.snapshot.effective, needs, keys.ids)
  return callModels(work, {
    purpose,
    prompt: { ...prompt, maxOutputTokens: llm.max_output_tokens },
    promptTokens: tokens,
    ...{ candidates: plan.candidates, spares: plan.spares, choiceOf: plan.choiceOf },
    atFirst: (tx) => saveSuggestionPrompt(tx, run.claim, { ...prompt, tokens }),
  })
}
